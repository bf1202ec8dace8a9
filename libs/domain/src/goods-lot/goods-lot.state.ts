import type { PersistentMap } from '../kernel/persistent-map.js';
import type { Purchase, Stock } from './goods-lot.events.js';

export type AbsentLot = Readonly<{ status: 'absent' }>;

/** Pieces for one aid; a released use may be reserved again. */
export type LotUse = Readonly<{
  householdId: string;
  quantity: number;
  stage: 'reserved' | 'issued' | 'released';
  issuedOn?: string;
  grant?: Readonly<Record<string, unknown>>;
}>;

/** absent -> ordered -> delivered (stock in) -> paid; cancelled before delivery. */
export const lotStatuses = ['ordered', 'delivered', 'paid', 'cancelled'] as const;
export type LotStatus = (typeof lotStatuses)[number];

export type KnownLot = Readonly<{
  status: LotStatus;
  revision: number;
  purchase: Purchase;
  /** What was ordered, at its price. */
  totalFen: number;
  nationalFilesOnly: boolean;
  procuredBy: string;
  /** Pieces counted in; they are what the supplier is paid for. */
  delivered: number;
  deliveredOn?: string;
  paidFen: number;
  paidOn?: string;
  voucher?: string;
  stock: Stock;
  uses: PersistentMap<LotUse>;
  writeOffIds: PersistentMap<true>;
}>;

export type GoodsLot = AbsentLot | KnownLot;
