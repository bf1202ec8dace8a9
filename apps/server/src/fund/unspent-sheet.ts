import { amount, date, number, text, word, yesNo, type Sheet } from '../platform/sheets/sheet.js';
import { levelWords, purposeWords, sourceWords } from './fund-words.js';
import type { UnspentFundAnswer } from './unspent-money.query.js';

/** 年末结余 as it is exported. */
export const unspentSheet: Sheet<UnspentFundAnswer> = {
  name: '年末结余资金',
  columns: [
    { title: '工会编码', width: 16, kind: 'text', cell: ({ unitId }) => text(unitId) },
    { title: '所在工会', width: 28, kind: 'text', cell: ({ unitName }) => text(unitName) },
    { title: '年度', width: 8, kind: 'number', cell: ({ year }) => number(year) },
    { title: '资金来源', width: 14, kind: 'text', cell: ({ source }) => word(sourceWords, source) },
    { title: '来源级别', width: 10, kind: 'text', cell: ({ sourceLevel }) => word(levelWords, sourceLevel) },
    { title: '资金用途', width: 16, kind: 'text', cell: ({ purpose }) => word(purposeWords, purpose) },
    { title: '收入（元）', width: 16, kind: 'amount', cell: ({ receivedFen }) => amount(receivedFen) },
    { title: '拨入（元）', width: 16, kind: 'amount', cell: ({ transferredInFen }) => amount(transferredInFen) },
    { title: '已支付（元）', width: 16, kind: 'amount', cell: ({ paidFen }) => amount(paidFen) },
    { title: '结余（元）', width: 16, kind: 'amount', cell: ({ unspentFen }) => amount(unspentFen) },
    { title: '其中可用（元）', width: 16, kind: 'amount', cell: ({ availableFen }) => amount(availableFen) },
    { title: '可否结转', width: 10, kind: 'text', cell: ({ carriesOver }) => yesNo(carriesOver) },
    { title: '使用截止日期', width: 14, kind: 'date', cell: ({ validUntil }) => date(validUntil) },
  ],
};
