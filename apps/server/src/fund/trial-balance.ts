import { fundAccounts, type FundAccount } from '#domain/fund/fund.events';
import type { FundSource } from '#domain/fund/fund.terms';
import type { FundRow } from '#read-models/fund-board/fund-board';
import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import { Recount, balanceOf, statedBalances, type Discrepancy } from './recount.js';
import { TransfersMet } from './transfers-met.js';
import type { TrialBalanceSumsAnswer } from './trial-balance.answers.js';

/** What a row of the trial balance is about. */
export type Heading = Readonly<{ unitId: string; source: FundSource; year: number }>;

type Line = { debitFen: number; creditFen: number; statedFen: number };

/** The books of several funds added up. */
class Sums {
  funds = 0;
  entries = 0;
  onTheirWayFen = 0;
  private readonly lines = new Map<FundAccount, Line>(
    fundAccounts.map((account) => [account, { debitFen: 0, creditFen: 0, statedFen: 0 }]),
  );

  add(row: FundRow, recount: Recount, entries: number): void {
    const stated = statedBalances(row);
    this.funds += 1;
    this.entries += entries;
    for (const [account, line] of this.lines) {
      line.debitFen += recount.turnovers[account].debitFen;
      line.creditFen += recount.turnovers[account].creditFen;
      line.statedFen += stated[account];
    }
  }

  answer(): TrialBalanceSumsAnswer {
    const { funds, entries, onTheirWayFen } = this;
    const accounts = [...this.lines].map(([account, line]) => ({ account, ...line, balanceFen: balanceOf(line) }));
    const sum = (field: keyof Line) => accounts.reduce((total, account) => total + account[field], 0);
    return {
      funds,
      entries,
      accounts,
      debitFen: sum('debitFen'),
      creditFen: sum('creditFen'),
      differenceFen: sum('statedFen'),
      onTheirWayFen,
    };
  }
}

/**
 * 试算平衡: every entry of the funds added up anew, by unit, source and year, and compared with the balances that the entries
 * state, with the sums that the funds are shown with, and with the other end of every transfer.
 */
export class TrialBalance {
  private readonly total = new Sums();
  private readonly groups = new Map<string, Readonly<{ heading: Heading; sums: Sums }>>();
  private readonly groupOf = new Map<string, Sums>();
  private readonly transfers = new TransfersMet();
  private readonly found: Discrepancy[] = [];

  /** All entries of one fund, in their order. */
  async add(row: FundRow, pages: AsyncIterable<readonly LedgerRow[]>): Promise<void> {
    const recount = new Recount(row);
    let count = 0;
    for await (const entries of pages) {
      count += entries.length;
      for (const entry of entries) {
        recount.add(entry);
        this.transfers.add(entry);
      }
    }
    const group = this.group(row);
    this.groupOf.set(row.fundId, group);
    for (const sums of [group, this.total]) sums.add(row, recount, count);
    this.found.push(...recount.discrepancies());
  }

  /** Funds that know the other end of a transfer: to be asked once all are added. */
  fundsToAsk(): readonly string[] {
    return this.transfers.fundsToAsk();
  }

  /** What such a fund says of its transfers. */
  hear(entries: readonly LedgerRow[]): void {
    for (const entry of entries) this.transfers.hear(entry);
  }

  result() {
    for (const { fundId, amountFen } of this.transfers.onTheirWay()) {
      for (const sums of [this.groupOf.get(fundId), this.total]) if (sums) sums.onTheirWayFen += amountFen;
    }
    const discrepancies = [...this.found, ...this.transfers.discrepancies()];
    const rows = [...this.groups.values()].map(({ heading, sums }) => ({ ...heading, ...sums.answer() }));
    const isZero = rows.every(({ differenceFen, debitFen, creditFen }) => differenceFen === 0 && debitFen === creditFen);
    return { balanced: isZero && discrepancies.length === 0, rows, total: this.total.answer(), discrepancies };
  }

  private group({ unitId, source, year }: FundRow): Sums {
    const key = `${unitId} ${source} ${year}`;
    const known = this.groups.get(key) ?? { heading: { unitId, source, year }, sums: new Sums() };
    this.groups.set(key, known);
    return known.sums;
  }
}
