import type { Messages } from './message.js';

/** Funds: what comes, goes and stays in them. */
export const moneyFunds: Messages = {
  'above-aid-limit': { zh: '超过该资金规定的单次帮扶限额。', en: 'This is more than one aid may have of this fund.' },
  'above-allocated': { zh: '收回金额超过拨付后未收回的余额。', en: 'More cannot be taken back than was allocated and is not back yet.' },
  'above-household-limit': { zh: '超过该资金规定的每户限额。', en: 'This is more than one household may have of this fund.' },
  'above-payment': { zh: '追回金额超过已支付未追回的金额。', en: 'More cannot be recovered than was paid and is not back yet.' },
  'already-committed': { zh: '该笔资金已列支到其他批次或采购。', en: 'The money is committed for something else already.' },
  'already-paid': { zh: '该笔资金已经支付。', en: 'The money was paid already.' },
  'already-reserved': { zh: '该笔资金已按其他金额或用途预留。', en: 'The money is set aside already, for something else.' },
  'carry-over-forbidden': {
    zh: '该来源的资金不得跨年度结转，请退回或收回。',
    en: 'Money of this source may not be carried over into the next year.',
  },
  'fund-absent': { zh: '没有找到该专项资金，请先设立。', en: 'There is no such fund. Open it first.' },
  'fund-already-open': { zh: '该专项资金已经设立，设立内容不同。', en: 'This fund was opened already, otherwise than this.' },
  'fund-closed': { zh: '该专项资金已关闭。', en: 'The fund is closed.' },
  'fund-not-empty': {
    zh: '该专项资金还有余额，请先退回、收回或结转。',
    en: 'Money is left in the fund. Return it or carry it over first.',
  },
  'fund-outlasts-money': {
    zh: '接收单位的专项资金使用期限长于该笔资金，不能拨付。',
    en: 'The other fund may be spent for longer than this money may.',
  },
  'fund-outside-period': { zh: '不在该专项资金的使用期限内。', en: 'The day lies outside the days on which the fund may be spent.' },
  'fund-overdrawn': { zh: '专项资金余额不足。', en: 'There is not enough left in the fund.' },
  'fund-type-mismatch': { zh: '资金性质与资金来源不符。', en: 'Money of this source cannot have been raised like that.' },
  'household-missing': { zh: '请注明受助家庭。', en: 'Name the household that the money is for.' },
  'id-used-otherwise': { zh: '该编号已用于其他内容。', en: 'This id was used for something else.' },
  'invalid-year': { zh: '年度有误。', en: 'This is no year that a fund can be for.' },
  'national-file-required': {
    zh: '该级别的资金只能用于全国级建档的困难职工。',
    en: 'Money of this level is only for files of the national level.',
  },
  'not-committed': { zh: '该笔资金尚未列支。', en: 'The money is not committed.' },
  'not-paid': { zh: '该笔资金尚未支付。', en: 'The money was not paid.' },
  'not-reserved': { zh: '该笔资金尚未预留。', en: 'The money is not set aside.' },
  'off-purpose': { zh: '该资金专款专用，不能用于此项目。', en: 'The fund is for another purpose.' },
  'period-reversed': { zh: '使用期限的起止日期颠倒。', en: 'The period ends before it begins.' },
  'transfer-misdirected': {
    zh: '资金只能在来源、级别和用途相同的专项资金之间划转。',
    en: 'Money keeps its source, level and purpose wherever it goes.',
  },
  'transfer-on-its-way': { zh: '还有划转在途，不能关闭。', en: 'Money is still on its way to another fund.' },
  'transfer-reversed': { zh: '接收方已关闭，资金已退回原专项资金。', en: 'The other fund was closed meanwhile; the money is back.' },
  'transfer-settled': { zh: '该笔划转已经到账。', en: 'The transfer has arrived already.' },
  'transfer-unknown': { zh: '没有找到该笔划转。', en: 'There is no such transfer.' },
  'unit-not-below': { zh: '只能拨付给下级工会。', en: 'Money is allocated to units below only.' },
  'use-unknown': { zh: '该专项资金没有此项支出。', en: 'Nothing of the fund is set aside for this.' },
};
