import { fundAccounts, type FundAccount } from '#domain/fund/fund.events';
import type { FundRow } from '#read-models/fund-board/fund-board';
import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';

/** What one account of a book was given and what was taken from it. */
export type Turnover = Readonly<{ debitFen: number; creditFen: number }>;
export type Turnovers = Readonly<Record<FundAccount, Turnover>>;

export const discrepancyKinds = ['entry', 'board', 'negative', 'transfer'] as const;

/**
 * Where the books do not agree. `entry`: the balance that an entry states is not what all entries up to it add up to; `board`:
 * nor is the sum that the fund is shown with; `negative`: a pot holds less than nothing; `transfer`: two funds tell of
 * different sums. `revision` names the entry, where there is one.
 */
export type Discrepancy = Readonly<{
  kind: (typeof discrepancyKinds)[number];
  fundId: string;
  revision: number | null;
  account: FundAccount;
  statedFen: number;
  addedFen: number;
}>;

const POTS = ['available', 'reserved', 'committed'] as const;
type Pot = (typeof POTS)[number];

const nothing = (): Record<FundAccount, { debitFen: number; creditFen: number }> => ({
  available: { debitFen: 0, creditFen: 0 },
  reserved: { debitFen: 0, creditFen: 0 },
  committed: { debitFen: 0, creditFen: 0 },
  received: { debitFen: 0, creditFen: 0 },
  transferred_in: { debitFen: 0, creditFen: 0 },
  transferred_out: { debitFen: 0, creditFen: 0 },
  paid: { debitFen: 0, creditFen: 0 },
  returned: { debitFen: 0, creditFen: 0 },
});

/** What an account holds; those that money came from hold less than nothing. */
export const balanceOf = ({ debitFen, creditFen }: Turnover): number => debitFen - creditFen;

const statedBy = ({ availableFen, reservedFen, committedFen }: LedgerRow): Readonly<Record<Pot, number>> => ({
  available: availableFen,
  reserved: reservedFen,
  committed: committedFen,
});

/** What each account holds by the sums that a fund is shown with. */
export const statedBalances = (row: FundRow): Readonly<Record<FundAccount, number>> => ({
  available: row.availableFen,
  reserved: row.reservedFen,
  committed: row.committedFen,
  received: -row.receivedFen,
  transferred_in: -row.transferredInFen,
  transferred_out: row.transferredOutFen,
  paid: row.paidFen - row.recoveredFen,
  returned: row.returnedFen,
});

/** One fund's book added up anew from its entries, one after the other, with nothing taken on trust that an entry or the board states. */
export class Recount {
  private readonly sums = nothing();
  private readonly found = new Map<string, Discrepancy>();

  constructor(private readonly row: FundRow) {}

  /** Entries come in the order of their revisions. */
  add(entry: LedgerRow): void {
    this.sums[entry.from].creditFen += entry.amountFen;
    this.sums[entry.to].debitFen += entry.amountFen;
    const stated = statedBy(entry);
    for (const pot of POTS) {
      const addedFen = balanceOf(this.sums[pot]);
      if (stated[pot] !== addedFen) this.note('entry', entry.revision, pot, stated[pot], addedFen);
      if (addedFen < 0) this.note('negative', entry.revision, pot, stated[pot], addedFen);
    }
  }

  get turnovers(): Turnovers {
    return this.sums;
  }

  /** All that was found, with what the board's sums say in the end; the first of each kind and account. */
  discrepancies(): readonly Discrepancy[] {
    const stated = statedBalances(this.row);
    for (const account of fundAccounts) {
      const addedFen = balanceOf(this.sums[account]);
      if (stated[account] !== addedFen) this.note('board', null, account, stated[account], addedFen);
    }
    return [...this.found.values()];
  }

  private note(kind: Discrepancy['kind'], revision: number | null, account: FundAccount, statedFen: number, addedFen: number): void {
    const key = `${kind} ${account}`;
    const { fundId } = this.row;
    if (!this.found.has(key)) this.found.set(key, { kind, fundId, revision, account, statedFen, addedFen });
  }
}
