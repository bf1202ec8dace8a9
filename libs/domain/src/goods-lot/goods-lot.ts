import type { Context, Decider, EventMeta } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAll, requirePast, requirePositive, requireText } from '../kernel/guards.js';
import { PersistentMap } from '../kernel/persistent-map.js';
import { require } from '../kernel/refusal.js';
import type { GoodsLotCommand, GoodsLotCommandData } from './goods-lot.commands.js';
import type { GoodsLotEvent, GoodsLotEventData, Purchase, Stock } from './goods-lot.events.js';
import { purchaseRules } from './goods-lot.policies.js';
import type { GoodsLot, KnownLot, LotUse } from './goods-lot.state.js';
import { inStock, known, ordered, requireNotBuyer, requireOnHand, requirePieces, requireSinceDelivery } from './guards.js';

type Data = GoodsLotCommandData;

const NONE: Stock = { onHand: 0, reserved: 0, issued: 0, writtenOff: 0 };

const moved = (stock: Stock, from: keyof Stock, to: keyof Stock, quantity: number): Stock => ({
  ...stock,
  [from]: stock[from] - quantity,
  [to]: stock[to] + quantity,
});

const purchaseOf = (data: Data['ProcureGoods']): Purchase => {
  const {
    commercialSponsor: _,
    bannedGoods: _banned,
    procurement: _kinds,
    policyVersion: _version,
    nationalFilesOnly: _only,
    ...purchase
  } = data;
  return purchase;
};

/**
 * Goods are ordered; the caller has their money reserved.
 * @throws {Refusal} `lot-exists`, dates, `invalid-quantity`, `invalid-amount`, `total-too-large`, `explanation-missing`, then as
 * `purchaseRules`: `commercial-sponsor`, `banned-goods`, `procurement-kind-not-allowed`, `invalid-credit-code`
 */
const procureGoods = (data: Data['ProcureGoods'], state: GoodsLot, context: Context): GoodsLotEvent[] => {
  if (state.status !== 'absent') {
    require(sameValue(state.purchase, purchaseOf(data)), 'lot-exists', { status: state.status });
    return [];
  }
  const { procuredOn, quantity, unitPriceFen, policyVersion, nationalFilesOnly } = data;
  requirePast(procuredOn, context);
  requirePieces(quantity);
  requirePositive({ unitPriceFen });
  const totalFen = quantity * unitPriceFen;
  require(Number.isSafeInteger(totalFen), 'total-too-large', { quantity, unitPriceFen });
  for (const field of ['category', 'description', 'document'] as const) requireText(data[field], field);
  requireText(data.supplier.name, 'supplier.name');
  requireAll(purchaseRules, { ...data, totalFen });
  const bought = { ...purchaseOf(data), totalFen, policyVersion, nationalFilesOnly };
  return [{ type: 'GoodsProcured', data: bought, ...effective(procuredOn, context) }];
};

/**
 * Counted in, once, by somebody who did not buy them. Fewer pieces than ordered are what will be paid for.
 * @throws {Refusal} `lot-absent`, `lot-not-ordered`, `four-eyes`, dates, `date-before-purchase`, `invalid-quantity`, `delivered-exceeds-ordered`
 */
const recordDelivery = ({ deliveredOn, quantity }: Data['RecordDelivery'], state: GoodsLot, context: Context): GoodsLotEvent[] => {
  const lot = ordered(state);
  requireNotBuyer(lot, context);
  requirePast(deliveredOn, context);
  const { procuredOn, quantity: wanted } = lot.purchase;
  require(deliveredOn >= procuredOn, 'date-before-purchase', { on: deliveredOn, procuredOn });
  requirePieces(quantity);
  require(quantity <= wanted, 'delivered-exceeds-ordered', { quantity, ordered: wanted });
  const stock = { ...NONE, onHand: quantity };
  return [{ type: 'GoodsDelivered', data: { deliveredOn, quantity, stock }, ...effective(deliveredOn, context) }];
};

/** What the delivered pieces cost. */
export const payableFen = ({ delivered, purchase }: Pick<KnownLot, 'delivered' | 'purchase'>): number => delivered * purchase.unitPriceFen;

/**
 * The supplier is paid for what was delivered, once.
 * @throws {Refusal} `lot-absent`, `goods-not-delivered`, `supplier-already-paid`, `four-eyes`, dates, `date-before-delivery`, `explanation-missing`
 */
const recordSupplierPayment = ({ paidOn, voucher }: Data['RecordSupplierPayment'], state: GoodsLot, context: Context): GoodsLotEvent[] => {
  const lot = inStock(state);
  require(lot.status !== 'paid', 'supplier-already-paid', { paidFen: lot.paidFen });
  requireNotBuyer(lot, context);
  requireSinceDelivery(paidOn, lot, context);
  requireText(voucher, 'voucher');
  const { fundId } = lot.purchase;
  return [{ type: 'SupplierPaid', data: { paidOn, voucher, amountFen: payableFen(lot), fundId }, ...effective(paidOn, context) }];
};

/**
 * Pieces are set aside for an aid; those of an aid that has them are set aside already.
 * @throws {Refusal} `lot-absent`, `goods-not-delivered`, `national-file-required`, `invalid-quantity`, `stock-insufficient`
 */
const reserveStock = (data: Data['ReserveStock'], state: GoodsLot): GoodsLotEvent[] => {
  const { aidId, householdId, quantity, archiveLevel, grant } = data;
  const lot = inStock(state);
  const use = lot.uses.get(aidId);
  if (use && use.stage !== 'released') return [];
  require(!lot.nationalFilesOnly || archiveLevel === 'national', 'national-file-required', { archiveLevel: archiveLevel ?? 'unknown' });
  requireOnHand(lot, quantity);
  const stock = moved(lot.stock, 'onHand', 'reserved', quantity);
  return [{ type: 'StockReserved', data: { aidId, householdId, quantity, stock, ...(grant && { grant }) } }];
};

/** An aid that has nothing set aside has nothing to release. @throws {Refusal} `lot-absent`, `goods-already-issued` */
const releaseStock = ({ aidId, cause }: Data['ReleaseStock'], state: GoodsLot): GoodsLotEvent[] => {
  const lot = known(state);
  const use = lot.uses.get(aidId);
  if (!use || use.stage === 'released') return [];
  require(use.stage === 'reserved', 'goods-already-issued', { aidId });
  const stock = moved(lot.stock, 'reserved', 'onHand', use.quantity);
  return [{ type: 'StockReleased', data: { aidId, cause, quantity: use.quantity, stock } }];
};

/**
 * Handed over to the household of an aid that has them set aside, by somebody who had no part in deciding it.
 * @throws {Refusal} `lot-absent`, `goods-not-delivered`, `goods-not-reserved`, `payer-decided-aid`, dates, `date-before-delivery`
 */
const issueGoods = ({ aidId, issuedOn, decidedBy }: Data['IssueGoods'], state: GoodsLot, context: Context): GoodsLotEvent[] => {
  const lot = inStock(state);
  const use = lot.uses.get(aidId);
  if (use?.stage === 'issued') return [];
  require(use?.stage === 'reserved', 'goods-not-reserved', { aidId });
  require(!decidedBy.includes(context.by), 'payer-decided-aid', { decidedBy: decidedBy.length });
  requireSinceDelivery(issuedOn, lot, context);
  const { quantity, householdId } = use;
  const stock = moved(lot.stock, 'reserved', 'issued', quantity);
  return [{ type: 'GoodsIssued', data: { aidId, householdId, issuedOn, quantity, stock }, ...effective(issuedOn, context) }];
};

/**
 * Pieces that nobody is promised leave the stock for another reason, on paper, by somebody who did not buy them.
 * @throws {Refusal} `lot-absent`, `goods-not-delivered`, `four-eyes`, dates, `explanation-missing`, `invalid-quantity`, `stock-insufficient`
 */
const writeOffStock = (data: Data['WriteOffStock'], state: GoodsLot, context: Context): GoodsLotEvent[] => {
  const lot = inStock(state);
  if (lot.writeOffIds.has(data.writeOffId)) return [];
  requireNotBuyer(lot, context);
  requireSinceDelivery(data.writtenOffOn, lot, context);
  requireText(data.document, 'document');
  requireOnHand(lot, data.quantity);
  const stock = moved(lot.stock, 'onHand', 'writtenOff', data.quantity);
  return [{ type: 'StockWrittenOff', data: { ...data, stock }, ...effective(data.writtenOffOn, context) }];
};

/** Before anything came. @throws {Refusal} `lot-absent`, `lot-not-ordered`, dates, `date-before-purchase`, `explanation-missing` */
const cancelProcurement = ({ cancelledOn, document }: Data['CancelProcurement'], state: GoodsLot, context: Context): GoodsLotEvent[] => {
  if (state.status === 'cancelled') return [];
  const { procuredOn, fundId } = ordered(state).purchase;
  requirePast(cancelledOn, context);
  require(cancelledOn >= procuredOn, 'date-before-purchase', { on: cancelledOn, procuredOn });
  requireText(document, 'document');
  return [{ type: 'ProcurementCancelled', data: { cancelledOn, document, fundId }, ...effective(cancelledOn, context) }];
};

const boughtLot = (data: GoodsLotEventData['GoodsProcured'], { by }: EventMeta): KnownLot => {
  const { totalFen, policyVersion: _, nationalFilesOnly, ...purchase } = data;
  return {
    status: 'ordered',
    revision: 0,
    purchase,
    totalFen,
    nationalFilesOnly,
    procuredBy: by,
    delivered: 0,
    paidFen: 0,
    stock: NONE,
    uses: PersistentMap.empty(),
    writeOffIds: PersistentMap.empty(),
  };
};

const using = (lot: KnownLot, aidId: string, use: LotUse, stock: Stock): KnownLot => ({ ...lot, stock, uses: lot.uses.set(aidId, use) });

const later = (lot: KnownLot, { type, data }: Exclude<GoodsLotEvent, { type: 'GoodsProcured' }>): KnownLot => {
  switch (type) {
    case 'GoodsDelivered':
      return { ...lot, status: 'delivered', delivered: data.quantity, deliveredOn: data.deliveredOn, stock: data.stock };
    case 'SupplierPaid':
      return { ...lot, status: 'paid', paidFen: data.amountFen, paidOn: data.paidOn, voucher: data.voucher };
    case 'StockReserved': {
      const { aidId, stock, householdId, quantity, grant } = data;
      return using(lot, aidId, { householdId, quantity, stage: 'reserved', ...(grant && { grant }) }, stock);
    }
    case 'StockReleased':
      return using(lot, data.aidId, { ...lot.uses.get(data.aidId)!, stage: 'released' }, data.stock);
    case 'GoodsIssued': {
      const { aidId, stock, householdId, quantity, issuedOn } = data;
      return using(lot, aidId, { householdId, quantity, stage: 'issued', issuedOn }, stock);
    }
    case 'StockWrittenOff':
      return { ...lot, stock: data.stock, writeOffIds: lot.writeOffIds.set(data.writeOffId, true) };
    case 'ProcurementCancelled':
      return { ...lot, status: 'cancelled' };
  }
};

/** 慰问品 of one purchase, from the order to the last piece: stream `goodsLot-<lotId>`. */
export const goodsLot: Decider<GoodsLot, GoodsLotCommand, GoodsLotEvent> = {
  category: 'goodsLot',
  initial: { status: 'absent' },
  decide: ({ type, data }, state, context) => {
    switch (type) {
      case 'ProcureGoods':
        return procureGoods(data, state, context);
      case 'RecordDelivery':
        return recordDelivery(data, state, context);
      case 'RecordSupplierPayment':
        return recordSupplierPayment(data, state, context);
      case 'ReserveStock':
        return reserveStock(data, state);
      case 'ReleaseStock':
        return releaseStock(data, state);
      case 'IssueGoods':
        return issueGoods(data, state, context);
      case 'WriteOffStock':
        return writeOffStock(data, state, context);
      case 'CancelProcurement':
        return cancelProcurement(data, state, context);
    }
  },
  evolve: (state, event, meta) => {
    if (event.type === 'GoodsProcured') return boughtLot(event.data, meta);
    return state.status === 'absent' ? state : { ...later(state, event), revision: state.revision + 1 };
  },
};
