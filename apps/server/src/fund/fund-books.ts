import { Injectable } from '@nestjs/common';
import { fundBoard, type FundRow } from '#read-models/fund-board/fund-board';
import type { Filter, ReadCollection } from '#read-store/port';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { notFound } from '../platform/problem.js';
import { pagesOf } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';
import type { FundAnswer, FundTotalsAnswer } from './fund.answers.js';

const sums = [
  ...(['receivedFen', 'transferredInFen', 'transferredOutFen', 'availableFen', 'reservedFen', 'committedFen'] as const),
  ...(['unspentFen', 'paidFen', 'recoveredFen', 'returnedFen'] as const),
];
type Sums = Record<(typeof sums)[number], number>;

const nothing = (): Sums => Object.fromEntries(sums.map((sum) => [sum, 0])) as Sums;

/** Where every query on funds comes by. */
@Injectable()
export class FundBooks {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** The fund as it stands. @throws {Problem} 404 where it is absent or out of the caller's reach. */
  async inReach(fundId: string, caller: Caller, after?: string): Promise<FundRow> {
    const stored = await (await this.board(after)).get(fundId);
    if (!stored || !caller.roleIn('fund:read', stored.row.unitId)) throw notFound();
    return stored.row;
  }

  board(after?: string): Promise<ReadCollection<FundRow>> {
    return this.views.of(fundBoard.collection, after);
  }

  /** What all funds that a filter leaves add up to. */
  async totals(board: ReadCollection<FundRow>, where: Filter): Promise<FundTotalsAnswer> {
    const totals = nothing();
    let funds = 0;
    for await (const rows of pagesOf(board, { where })) {
      funds += rows.length;
      for (const row of rows) for (const sum of sums) totals[sum] += row[sum];
    }
    return { funds, ...totals };
  }

  shown(row: FundRow): FundAnswer {
    return { ...row, unitName: this.unitName(row.unitId) };
  }

  unitName(unitId: string): string {
    return this.directory.unit(unitId)?.name ?? unitId;
  }
}
