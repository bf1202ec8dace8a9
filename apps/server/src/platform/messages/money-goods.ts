import type { Messages } from './message.js';

/** Goods for households, from the order to the last piece. */
export const moneyGoods: Messages = {
  'banned-goods': { zh: '该类物品禁止采购。', en: 'Goods of this category may not be bought.' },
  'commercial-sponsor': { zh: '不得借慰问之名进行商业活动。', en: 'Help is not given in anybody’s commercial interest.' },
  'date-before-delivery': { zh: '日期不能早于入库日期。', en: 'The date lies before the delivery.' },
  'date-before-purchase': { zh: '日期不能早于采购日期。', en: 'The date lies before the purchase.' },
  'delivered-exceeds-ordered': { zh: '入库数量不能多于采购数量。', en: 'More came than was ordered. Please count again.' },
  'goods-already-issued': { zh: '慰问品已发放，不能释放。', en: 'The household has these goods.' },
  'goods-not-delivered': { zh: '慰问品尚未入库。', en: 'These goods have not come yet.' },
  'goods-not-reserved': { zh: '没有为该帮扶预留慰问品。', en: 'No goods are set aside for this aid.' },
  'invalid-credit-code': { zh: '统一社会信用代码有误，请核对。', en: 'This is no unified social credit code. Please check it.' },
  'invalid-quantity': { zh: '数量须为大于零的整数。', en: 'A quantity is a whole number above zero.' },
  'lot-absent': { zh: '没有找到该批慰问品。', en: 'There is no such purchase of goods.' },
  'lot-exists': { zh: '该编号已用于另一采购。', en: 'This id stands for another purchase.' },
  'lot-not-ordered': { zh: '该采购已入库或已取消。', en: 'The goods came already, or the order was cancelled.' },
  'procurement-kind-not-allowed': {
    zh: '采购金额超出该采购方式的限额，请改用规定的方式。',
    en: 'The sum is above what this kind of procurement may reach.',
  },
  'stock-insufficient': { zh: '库存不足。', en: 'There are not enough pieces at hand.' },
  'supplier-already-paid': { zh: '该供应商已付清。', en: 'The supplier has been paid.' },
};
