import type { Context } from '../kernel/decider.js';
import { requirePast } from '../kernel/guards.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { GoodsLot, KnownLot } from './goods-lot.state.js';

/** @throws {Refusal} `lot-absent` */
export const known = (lot: GoodsLot): KnownLot => {
  if (lot.status === 'absent') throw new Refusal('lot-absent');
  return lot;
};

/** A lot that waits for its goods. @throws {Refusal} `lot-absent`, `lot-not-ordered` */
export const ordered = (state: GoodsLot): KnownLot => {
  const lot = known(state);
  require(lot.status === 'ordered', 'lot-not-ordered', { status: lot.status });
  return lot;
};

/** A lot whose goods are in stock, paid for or not. @throws {Refusal} `lot-absent`, `goods-not-delivered` */
export const inStock = (state: GoodsLot): KnownLot & Readonly<{ deliveredOn: string }> => {
  const lot = known(state);
  const { status, deliveredOn } = lot;
  if (deliveredOn === undefined) throw new Refusal('goods-not-delivered', { status });
  return { ...lot, deliveredOn };
};

/** Who bought the goods neither counts them in, nor writes them off, nor pays for them. @throws {Refusal} `four-eyes` */
export const requireNotBuyer = ({ procuredBy }: KnownLot, { by }: Context): void => require(by !== procuredBy, 'four-eyes');

/** A day that was, and not before the goods came. @throws {Refusal} `invalid-date`, `date-in-future`, `date-before-delivery` */
export const requireSinceDelivery = (on: string, { deliveredOn }: Readonly<{ deliveredOn: string }>, context: Context): void => {
  requirePast(on, context);
  require(on >= deliveredOn, 'date-before-delivery', { on, deliveredOn });
};

/** Whole pieces above zero. @throws {Refusal} `invalid-quantity` */
export const requirePieces = (quantity: number): void =>
  require(Number.isSafeInteger(quantity) && quantity > 0, 'invalid-quantity', { quantity });

/** @throws {Refusal} `invalid-quantity`, `stock-insufficient` */
export const requireOnHand = ({ stock }: KnownLot, quantity: number): void => {
  requirePieces(quantity);
  require(quantity <= stock.onHand, 'stock-insufficient', { quantity, onHand: stock.onHand });
};
