import type { PersistentMap } from '../kernel/persistent-map.js';
import type { Purchase, Stock } from './goods-lot.events.js';

export type AbsentLot = Readonly<{ status: 'absent' }>;

export type LotUse = Readonly<{
  householdId: string;
  quantity: number;
  stage: 'reserved' | 'issued' | 'released';
  grant?: Readonly<Record<string, unknown>>;
}>;

/** absent -> ordered -> delivered (stock in) -> paid; cancelled before delivery. */
export type KnownLot = Readonly<{
  status: 'ordered' | 'delivered' | 'paid' | 'cancelled';
  revision: number;
  purchase: Purchase;
  totalFen: number;
  nationalFilesOnly: boolean;
  procuredBy: string;
  stock: Stock;
  uses: PersistentMap<LotUse>;
  writeOffIds: PersistentMap<true>;
}>;

export type GoodsLot = AbsentLot | KnownLot;
