import { businessDayOf } from '#domain/kernel/time';
import { terms } from '#read-models/terms';
import { amount, date, number, text, word, yesNo, type Sheet } from '../platform/sheets/sheet.js';
import type { AidRowAnswer } from './aid-rows.js';

/** The columns of an exported list of aids. No ID number, telephone, card or health is a field of its rows, so none can get here. */
export const aidSheet: Sheet<AidRowAnswer> = {
  name: '帮扶台账',
  columns: [
    { title: '工会编码', width: 16, kind: 'text', cell: ({ unitId }) => text(unitId) },
    { title: '所在工会', width: 28, kind: 'text', cell: ({ unitName }) => text(unitName) },
    { title: '受助人', width: 10, kind: 'text', cell: ({ payeeName }) => text(payeeName) },
    { title: '困难类别', width: 10, kind: 'text', cell: ({ category }) => word(terms.category, category) },
    { title: '建档标准', width: 10, kind: 'text', cell: ({ archiveLevel }) => word(terms.archiveLevel, archiveLevel) },
    { title: '帮扶项目', width: 12, kind: 'text', cell: ({ item }) => word(terms.aidItem, item) },
    { title: '形式', width: 8, kind: 'text', cell: ({ form }) => word(terms.aidForm, form) },
    { title: '事由', width: 20, kind: 'text', cell: ({ basis }) => text(basis) },
    { title: '状态', width: 10, kind: 'text', cell: ({ status }) => word(terms.aidStatus, status) },
    { title: '银行退回', width: 10, kind: 'text', cell: ({ bounced }) => yesNo(bounced) },
    { title: '金额（元）', width: 14, kind: 'amount', cell: ({ amountFen }) => amount(amountFen) },
    { title: '已发放（元）', width: 14, kind: 'amount', cell: ({ paidFen }) => amount(paidFen) },
    { title: '已追回（元）', width: 14, kind: 'amount', cell: ({ recoveredFen }) => amount(recoveredFen) },
    { title: '数量', width: 8, kind: 'number', cell: ({ quantity }) => number(quantity) },
    { title: '急难', width: 8, kind: 'text', cell: ({ urgent }) => yesNo(urgent) },
    { title: '待审批级别', width: 12, kind: 'text', cell: ({ nextLevel }) => word(terms.approvalLevel, nextLevel) },
    { title: '认定依据', width: 18, kind: 'text', cell: ({ policyVersion }) => text(policyVersion) },
    { title: '申请日期', width: 12, kind: 'date', cell: ({ proposedOn }) => date(proposedOn) },
    { title: '批准日期', width: 12, kind: 'date', cell: ({ grantedOn }) => date(grantedOn) },
    { title: '发放日期', width: 12, kind: 'date', cell: ({ paidOn }) => date(paidOn) },
    { title: '签收日期', width: 12, kind: 'date', cell: ({ receiptSignedOn }) => date(receiptSignedOn) },
    { title: '材料补齐期限', width: 14, kind: 'date', cell: ({ papersDueOn }) => date(papersDueOn) },
    { title: '最近变更日期', width: 14, kind: 'date', cell: ({ lastChangedAt }) => date(businessDayOf(lastChangedAt)) },
    { title: '资金编号', width: 38, kind: 'text', cell: ({ fundId }) => text(fundId) },
    { title: '帮扶编号', width: 38, kind: 'text', cell: ({ aidId }) => text(aidId) },
  ],
};
