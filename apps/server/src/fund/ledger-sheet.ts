import { aidTerms } from '#read-models/aid-terms';
import { businessDayOf } from '#domain/kernel/time';
import { amount, date, number, text, word, type Sheet } from '../platform/sheets/sheet.js';
import { accountWords, entryWords, typeWords } from './fund-words.js';
import type { LedgerEntryAnswer } from './ledger.answers.js';

/** 明细账 as it is exported: the entries of one fund with the balances after each. */
export const ledgerSheet: Sheet<LedgerEntryAnswer> = {
  name: '专项资金明细账',
  columns: [
    { title: '序号', width: 8, kind: 'number', cell: ({ revision }) => number(revision) },
    { title: '发生日期', width: 12, kind: 'date', cell: ({ occurredOn }) => date(occurredOn) },
    { title: '业务', width: 10, kind: 'text', cell: ({ kind }) => word(entryWords, kind) },
    { title: '转出科目', width: 10, kind: 'text', cell: ({ from }) => word(accountWords, from) },
    { title: '转入科目', width: 10, kind: 'text', cell: ({ to }) => word(accountWords, to) },
    { title: '金额（元）', width: 14, kind: 'amount', cell: ({ amountFen }) => amount(amountFen) },
    { title: '可用余额（元）', width: 16, kind: 'amount', cell: ({ availableFen }) => amount(availableFen) },
    { title: '预留余额（元）', width: 16, kind: 'amount', cell: ({ reservedFen }) => amount(reservedFen) },
    { title: '列支余额（元）', width: 16, kind: 'amount', cell: ({ committedFen }) => amount(committedFen) },
    { title: '凭证号', width: 16, kind: 'text', cell: ({ voucher }) => text(voucher) },
    { title: '依据文号', width: 20, kind: 'text', cell: ({ document }) => text(document) },
    { title: '帮扶项目', width: 10, kind: 'text', cell: ({ item }) => word(aidTerms.aidItem, item) },
    { title: '帮扶或物资编号', width: 38, kind: 'text', cell: ({ useId }) => text(useId) },
    { title: '受助人', width: 10, kind: 'text', cell: ({ personName }) => text(personName) },
    { title: '资金性质', width: 14, kind: 'text', cell: ({ fundType }) => word(typeWords, fundType) },
    { title: '捐赠人', width: 20, kind: 'text', cell: ({ donorName }) => text(donorName) },
    { title: '退回对象', width: 20, kind: 'text', cell: ({ payee }) => text(payee) },
    { title: '对方工会', width: 28, kind: 'text', cell: ({ otherUnitName }) => text(otherUnitName) },
    { title: '原因', width: 20, kind: 'text', cell: ({ cause }) => text(cause) },
    { title: '经办人', width: 14, kind: 'text', cell: ({ byName }) => text(byName) },
    { title: '记账日期', width: 12, kind: 'date', cell: ({ recordedAt }) => date(businessDayOf(recordedAt)) },
  ],
};
