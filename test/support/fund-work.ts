import { units, type City, type Clerk } from './city.js';
import { ok } from './case-work.js';
import type { Answer } from './server.js';

/** Who it takes to keep the money of a city: books at every level, and those who move money down and back. */
export type Treasury = Readonly<{
  cityKeeper: Clerk;
  countyKeeper: Clerk;
  cityAllocator: Clerk;
  countyAllocator: Clerk;
  auditor: Clerk;
}>;

export const treasuryOf = async (city: City): Promise<Treasury> => ({
  cityKeeper: await city.hire('finance_officer', units.city),
  countyKeeper: await city.hire('finance_officer', units.county),
  cityAllocator: await city.hire('rights_dept_officer', units.city),
  countyAllocator: await city.hire('county_approver', units.county),
  auditor: await city.hire('auditor', units.city),
});

export const openingOf = (change: Readonly<Record<string, unknown>> = {}) => ({
  source: 'union_funds',
  sourceLevel: 'city',
  purpose: 'hardship_aid',
  unitId: units.city,
  year: 2022,
  ...change,
});

const fundIdIn = ({ body }: Answer): string => String(body.stream).slice('fund-'.length);

/** Opens a fund by its route; its id. */
export const openFund = async (keeper: Clerk, change: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  fundIdIn(await ok(keeper.post('/funds', openingOf(change))));

let vouchers = 0;

/** Books money that came in, from the union's own budget unless said otherwise. */
export const receive = (
  keeper: Clerk,
  fundId: string,
  amountFen: number,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Answer> =>
  keeper.post(`/funds/${fundId}/receive-amount`, {
    fundType: 'own_union_budget',
    amountFen,
    voucher: `记-2022-${++vouchers}`,
    receivedOn: '2022-01-05',
    ...change,
  });
