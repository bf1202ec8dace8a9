import type { BounceReason } from '#domain/aid/aid.terms';
import { amount, date, number, text, type Sheet } from '../platform/sheets/sheet.js';
import { purposes } from './bank-file/payment.js';
import type { BatchLineAnswer } from './list-batch-lines.query.js';

const reasons: Readonly<Record<BounceReason, string>> = {
  account_closed: '账户已销户',
  name_differs: '户名不符',
  number_wrong: '账号有误',
  account_frozen: '账户冻结',
  other: '其他',
};

const standing = ({ dropped, outcome }: BatchLineAnswer): string => {
  if (dropped) return '已移出';
  if (outcome === null) return '未回盘';
  return outcome === 'paid' ? '成功' : '退回';
};

/** A list as a table. A card shows its last digits alone. */
export const batchSheet: Sheet<BatchLineAnswer> = {
  name: '发放明细',
  columns: [
    { title: '序号', width: 8, kind: 'number', cell: ({ lineNumber }) => number(lineNumber) },
    { title: '收款人', width: 12, kind: 'text', cell: ({ payeeName }) => text(payeeName) },
    { title: '账号尾号', width: 12, kind: 'text', cell: ({ card }) => text(card) },
    { title: '开户行', width: 28, kind: 'text', cell: ({ bankName }) => text(bankName) },
    { title: '帮扶项目', width: 12, kind: 'text', cell: ({ item }) => text(purposes[item]) },
    { title: '金额（元）', width: 16, kind: 'amount', cell: ({ amountFen }) => amount(amountFen) },
    { title: '结果', width: 10, kind: 'text', cell: (line) => text(standing(line)) },
    { title: '发放日期', width: 12, kind: 'date', cell: ({ paidOn }) => date(paidOn) },
    { title: '退回日期', width: 12, kind: 'date', cell: ({ bouncedOn }) => date(bouncedOn) },
    { title: '退回原因', width: 14, kind: 'text', cell: ({ reason }) => text(reason && reasons[reason]) },
    { title: '业务编号', width: 38, kind: 'text', cell: ({ aidId }) => text(aidId) },
    { title: '资金编号', width: 38, kind: 'text', cell: ({ fundId }) => text(fundId) },
  ],
};
