import type { GoodsLotCommandData } from '../goods-lot/goods-lot.commands.js';
import type { GoodsLotEvent } from '../goods-lot/goods-lot.events.js';

/** Ten sacks of rice for 送温暖, bought on inquiry, and the rules of the day. */
export const ricePurchase: GoodsLotCommandData['ProcureGoods'] = {
  lotId: 'L1',
  unitId: 'U1',
  fundId: 'F1',
  category: '粮油',
  description: '大米 10 公斤装',
  quantity: 10,
  unitPriceFen: 6_000,
  supplier: { name: '鹰城粮油有限公司', creditCode: '91350100M000100Y43' },
  procurementKind: 'inquiry',
  document: '询价记录 2022-01',
  procuredOn: '2022-01-10',
  commercialSponsor: false,
  bannedGoods: [{ category: '烟', from: '2021-01-01', until: '2022-06-30', source: 'test' }],
  procurement: [
    { kind: 'direct_purchase', upToFen: 50_000, source: 'test' },
    { kind: 'inquiry', upToFen: 60_000, source: 'test' },
    { kind: 'open_tender', source: 'test' },
  ],
  policyVersion: 'pingdingshan@1',
  nationalFilesOnly: false,
};

const { commercialSponsor: _sponsor, bannedGoods: _banned, procurement: _kinds, ...bought } = ricePurchase;

export const riceProcured: GoodsLotEvent = { type: 'GoodsProcured', data: { ...bought, totalFen: 60_000 }, effectiveOn: '2022-01-10' };

/** Nine of the ten came. */
export const riceDelivered: GoodsLotEvent = {
  type: 'GoodsDelivered',
  data: { deliveredOn: '2022-01-12', quantity: 9, stock: { onHand: 9, reserved: 0, issued: 0, writtenOff: 0 } },
  effectiveOn: '2022-01-12',
};
