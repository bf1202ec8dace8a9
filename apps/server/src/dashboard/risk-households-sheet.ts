import { terms } from '#read-models/terms';
import { date, number, text, word, yesNo, type Sheet } from '../platform/sheets/sheet.js';
import type { RiskHouseholdRow } from './risk-households.query.js';

/** 监测对象 as they are exported: names masked, nothing else personal among the fields of a row. */
export const riskHouseholdsSheet: Sheet<RiskHouseholdRow> = {
  name: '监测对象',
  columns: [
    { title: '工会编码', width: 16, kind: 'text', cell: ({ unitId }) => text(unitId) },
    { title: '所在工会', width: 28, kind: 'text', cell: ({ unitName }) => text(unitName) },
    { title: '档案编号', width: 18, kind: 'text', cell: ({ fileNumber }) => text(fileNumber) },
    { title: '姓名', width: 10, kind: 'text', cell: ({ name }) => text(name) },
    { title: '监测次序', width: 10, kind: 'number', cell: ({ watchNumber }) => number(watchNumber) },
    { title: '监测类别', width: 18, kind: 'text', cell: ({ kind }) => word(terms.riskKind, kind) },
    { title: '风险等级', width: 10, kind: 'text', cell: ({ severity }) => word(terms.severity, severity) },
    { title: '风险原因', width: 18, kind: 'text', cell: ({ cause }) => word(terms.cause, cause) },
    { title: '状态', width: 12, kind: 'text', cell: ({ status }) => word(terms.watchStatus, status) },
    { title: '急难', width: 8, kind: 'text', cell: ({ urgent }) => yesNo(urgent) },
    { title: '核实期限', width: 12, kind: 'date', cell: ({ verifyDueOn }) => date(verifyDueOn) },
    { title: '最近期限', width: 12, kind: 'date', cell: ({ nextDueOn }) => date(nextDueOn) },
    { title: '逾期', width: 8, kind: 'text', cell: ({ overdue }) => yesNo(overdue) },
    { title: '纳入监测日期', width: 14, kind: 'date', cell: ({ watchedFrom }) => date(watchedFrom) },
    { title: '终止监测日期', width: 14, kind: 'date', cell: ({ watchedUntil }) => date(watchedUntil) },
  ],
};
