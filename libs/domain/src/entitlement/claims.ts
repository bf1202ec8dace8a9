import type { AppliedCap, CapLimitFen } from '../aid/aid.decision.js';
import type { AidRequest } from '../aid/aid.events.js';
import type { AidItem } from '../aid/aid.terms.js';
import type { CapPer } from '../policy/aid-rules.js';
import type { Claim, Entitlement } from './entitlement.state.js';

/** Whose caps are asked about: an aid that is wished for, counted in the calendar year of its proposal. */
export type Counted = Pick<AidRequest, 'aidId' | 'item' | 'payeePersonId' | 'proposedOn'>;

export const yearOf = ({ proposedOn }: Pick<AidRequest, 'proposedOn'>): number => Number(proposedOn.slice(0, 4));

const sum = (claims: readonly Claim[]): number => claims.reduce((total, { amountFen }) => total + amountFen, 0);

/** What still counts, besides the aid that is asked about. */
const others = ({ claims }: Entitlement, except: string): Claim[] =>
  [...claims.values()].filter(({ aidId, amountFen }) => aidId !== except && amountFen > 0);

const usedFen = (entitlement: Entitlement, per: CapPer, asked: Counted): number => {
  if (per === 'time') return 0;
  const ofTheYear = others(entitlement, asked.aidId).filter(({ request, year }) => request.item === asked.item && year === yearOf(asked));
  return sum(per === 'household_year' ? ofTheYear : ofTheYear.filter(({ request }) => request.payeePersonId === asked.payeePersonId));
};

/** What is left of each limit for an aid, besides itself: what a preview shows and a claim is counted against. */
export const capsLeft = (entitlement: Entitlement, limits: readonly CapLimitFen[], asked: Counted): AppliedCap[] =>
  limits.map((limit) => {
    const used = usedFen(entitlement, limit.per, asked);
    return { ...limit, usedFen: used, leftFen: Math.max(0, limit.limitFen - used) };
  });

/** The same person's aid of the same item for the same basis, where there is one that counts. */
export const doubleOf = (entitlement: Entitlement, asked: AidRequest): Claim | undefined =>
  others(entitlement, asked.aidId).find(
    ({ request }) => request.item === asked.item && request.payeePersonId === asked.payeePersonId && request.basis === asked.basis,
  );

/** Items promised or given in a year besides one aid, each once. */
export const itemsClaimed = (entitlement: Entitlement, { year, except }: Readonly<{ year: number; except: string }>): AidItem[] => [
  ...new Set(
    others(entitlement, except)
      .filter((claim) => claim.year === year)
      .map(({ request }) => request.item),
  ),
];

/** Fen of these items that reached the household after one day and until another, besides one aid. */
export const paidSince = (
  entitlement: Entitlement,
  { items, after, until, except }: Readonly<{ items: readonly AidItem[]; after: string; until: string; except: string }>,
): number =>
  sum(
    others(entitlement, except).filter(
      ({ request, paidOn }) => items.includes(request.item) && paidOn !== undefined && paidOn > after && paidOn <= until,
    ),
  );
