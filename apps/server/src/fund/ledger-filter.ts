import { postingOf, type MoneyMoved } from '#domain/fund/fund.events';
import type { Filter } from '#read-store/port';
import { Day, SomeOf } from '../platform/query-fields.js';

/** Every kind of entry, by the event that made it. */
export const entryKinds = Object.keys(postingOf) as MoneyMoved[];

/** Which entries of one fund's ledger are asked for. All that is given must hold. */
export class LedgerFilter {
  @SomeOf(entryKinds) readonly kind?: readonly string[];
  /** Money that moved on this day or later. */
  @Day() readonly from?: string;
  /** Money that moved on this day or earlier. */
  @Day() readonly until?: string;
}

/** The filter as conditions on one fund's entries. */
export const ledgerConditions = (fundId: string, { kind, from, until }: LedgerFilter): Filter => ({
  fundId: { eq: fundId },
  ...(kind && { kind: { in: kind } }),
  ...((from !== undefined || until !== undefined) && {
    occurredOn: { ...(from !== undefined && { gte: from }), ...(until !== undefined && { lte: until }) },
  }),
});
