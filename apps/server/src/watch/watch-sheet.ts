import { businessDayOf } from '#domain/kernel/time';
import { terms } from '#read-models/terms';
import { date, number, text, word, yesNo, type Sheet } from '../platform/sheets/sheet.js';
import type { WatchRowAnswer } from './watch-rows.js';

/** The columns of an exported list of watch cases. Names are masked, and no figure of anybody's bills or health is a field of its rows. */
export const watchSheet: Sheet<WatchRowAnswer> = {
  name: '监测台账',
  columns: [
    { title: '工会编码', width: 16, kind: 'text', cell: ({ unitId }) => text(unitId) },
    { title: '所在工会', width: 28, kind: 'text', cell: ({ unitName }) => text(unitName) },
    { title: '档案编号', width: 18, kind: 'text', cell: ({ fileNumber }) => text(fileNumber) },
    { title: '户主', width: 10, kind: 'text', cell: ({ name }) => text(name) },
    { title: '监测对象类别', width: 16, kind: 'text', cell: ({ kind }) => word(terms.riskKind, kind) },
    { title: '风险等级', width: 10, kind: 'text', cell: ({ severity }) => word(terms.severity, severity) },
    { title: '主要原因', width: 18, kind: 'text', cell: ({ cause }) => word(terms.cause, cause) },
    { title: '来源', width: 10, kind: 'text', cell: ({ source }) => word(terms.watchSource, source) },
    { title: '紧急', width: 8, kind: 'text', cell: ({ urgent }) => yesNo(urgent) },
    { title: '状态', width: 14, kind: 'text', cell: ({ status }) => word(terms.watchStatus, status) },
    { title: '线索日期', width: 12, kind: 'date', cell: ({ raisedOn }) => date(raisedOn) },
    { title: '核实日期', width: 12, kind: 'date', cell: ({ verifiedOn }) => date(verifiedOn) },
    { title: '最近回访', width: 12, kind: 'date', cell: ({ lastFollowUpOn }) => date(lastFollowUpOn) },
    { title: '稳定起始', width: 12, kind: 'date', cell: ({ stableSince }) => date(stableSince) },
    { title: '下一事项', width: 14, kind: 'text', cell: ({ nextDuty }) => word(terms.watchDuty, nextDuty) },
    { title: '到期日期', width: 12, kind: 'date', cell: ({ nextDueOn }) => date(nextDueOn) },
    { title: '逾期', width: 8, kind: 'text', cell: ({ overdue }) => yesNo(overdue) },
    { title: '经办人', width: 20, kind: 'text', cell: ({ assigneeNames }) => text(assigneeNames.join('、')) },
    { title: '办结日期', width: 12, kind: 'date', cell: ({ endedOn }) => date(endedOn) },
    { title: '第几次监测', width: 10, kind: 'number', cell: ({ watchNumber }) => number(watchNumber) },
    { title: '最近变更日期', width: 14, kind: 'date', cell: ({ lastChangedAt }) => date(businessDayOf(lastChangedAt)) },
    { title: '家庭编号', width: 38, kind: 'text', cell: ({ householdId }) => text(householdId) },
  ],
};
