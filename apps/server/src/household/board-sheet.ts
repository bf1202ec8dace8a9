import { terms } from '#read-models/terms';
import type { BoardStatus } from '#read-models/case-board/case-board';
import type { NotEligibleReason } from '#domain/policy/rules';
import { businessDayOf } from '#domain/kernel/time';
import { amount, date, number, text, word, yesNo, type Sheet } from '../platform/sheets/sheet.js';
import type { BoardRowAnswer } from './board-page.js';

const statuses: Readonly<Record<BoardStatus, string>> = {
  applied: '申请中',
  returned: '退回补正',
  registered: '在档',
  left_difficulty: '脱困',
  rejected: '不予建档',
  cancelled: '注销',
  withdrawn: '退档',
  merged: '并档注销',
};

const reasons: Readonly<Record<NotEligibleReason, string>> = {
  excluded: '不予认定情形',
  marginal_risk: '边缘易致困',
  above_lines: '高于标准',
};

/** The columns of an exported board. No ID number, telephone, card or address is a field of its rows, so none can get here. */
const columns: Sheet<BoardRowAnswer>['columns'] = [
  { title: '档案编号', width: 16, kind: 'text', cell: ({ fileNumber }) => text(fileNumber) },
  { title: '姓名', width: 10, kind: 'text', cell: ({ name }) => text(name) },
  { title: '工会编码', width: 16, kind: 'text', cell: ({ unitId }) => text(unitId) },
  { title: '所在工会', width: 28, kind: 'text', cell: ({ unitName }) => text(unitName) },
  { title: '状态', width: 10, kind: 'text', cell: ({ status }) => text(statuses[status]) },
  { title: '困难类别', width: 10, kind: 'text', cell: ({ category }) => word(terms.category, category) },
  { title: '不予认定原因', width: 14, kind: 'text', cell: ({ notEligibleReason: reason }) => text(reason && reasons[reason]) },
  { title: '主要致困原因', width: 20, kind: 'text', cell: ({ mainCause }) => word(terms.cause, mainCause) },
  { title: '建档标准', width: 10, kind: 'text', cell: ({ archiveLevel }) => word(terms.archiveLevel, archiveLevel) },
  { title: '家庭人口', width: 10, kind: 'number', cell: ({ persons }) => number(persons) },
  { title: '年纯收入（元）', width: 16, kind: 'amount', cell: ({ netFen }) => amount(netFen) },
  { title: '认定依据', width: 18, kind: 'text', cell: ({ policyVersion }) => text(policyVersion) },
  { title: '临时档案', width: 10, kind: 'text', cell: ({ temporary }) => yesNo(temporary) },
  { title: '申请日期', width: 12, kind: 'date', cell: ({ appliedOn }) => date(appliedOn) },
  { title: '最近复核日期', width: 14, kind: 'date', cell: ({ lastVerifiedOn }) => date(lastVerifiedOn) },
  { title: '下次复核日期', width: 14, kind: 'date', cell: ({ reverifyDueOn }) => date(reverifyDueOn) },
  { title: '关闭日期', width: 12, kind: 'date', cell: ({ closedOn }) => date(closedOn) },
  { title: '返困次数', width: 10, kind: 'number', cell: ({ relapses }) => number(relapses) },
  { title: '帮扶次数', width: 10, kind: 'number', cell: ({ aidedCount }) => number(aidedCount) },
  { title: '监测级别', width: 10, kind: 'text', cell: ({ watchSeverity }) => word(terms.severity, watchSeverity) },
  { title: '最近变更日期', width: 14, kind: 'date', cell: ({ lastChangedAt }) => date(businessDayOf(lastChangedAt)) },
];

/** The board as it is exported. */
export const boardSheet: Sheet<BoardRowAnswer> = { name: '困难职工家庭', columns };
