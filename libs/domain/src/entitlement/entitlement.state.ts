import type { PersistentMap } from '../kernel/persistent-map.js';
import type { AidItem } from '../aid/aid.terms.js';

/** One aid counted against the household's caps. `amountFen` is what still counts after releases; 0 where nothing does. */
export type Claim = Readonly<{
  aidId: string;
  item: AidItem;
  payeePersonId: string;
  basis: string;
  year: number;
  amountFen: number;
  urgent: boolean;
  /** The day on which it reached the household. */
  paidOn?: string;
}>;

/** What a household was promised and given, aid by aid. */
export type Entitlement = Readonly<{ claims: PersistentMap<Claim>; releases: PersistentMap<true> }>;
