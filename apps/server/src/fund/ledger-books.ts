import { Injectable } from '@nestjs/common';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { fundBoard } from '#read-models/fund-board/fund-board';
import { fundLedger, type LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import type { Collection, Row } from '#read-models/view';
import type { ReadCollection } from '#read-store/port';
import { Directory } from '../platform/directory.js';
import { maskName } from '../platform/masking.js';
import { Views } from '../platform/views.js';
import type { LedgerEntryAnswer } from './ledger.answers.js';

const named = <T>(values: readonly (T | null)[]): readonly T[] => [...new Set(values.filter((value) => value !== null))];

/** Organisations stand by their names; persons are masked. What the ledger only knows under a person's key is one's name. */
export const donorNameOf = ({ donorKind, donorName }: LedgerRow): string | null =>
  donorName !== null && donorKind === 'person' ? maskName(donorName) : donorName;
const payeeOf = ({ donorId, payee }: LedgerRow): string | null => (payee !== null && donorId !== null ? maskName(payee) : payee);

/** Entries of ledgers, and how they are shown: with the names that they only point at, those of persons masked. */
@Injectable()
export class LedgerBooks {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  entries(after?: string): Promise<ReadCollection<LedgerRow>> {
    return this.views.of(fundLedger.collection, after);
  }

  async shown(rows: readonly LedgerRow[]): Promise<readonly LedgerEntryAnswer[]> {
    const aids = await this.rowsOf(aidBoard.collection, named(rows.map(({ useKind, useId }) => (useKind === 'aid' ? useId : null))));
    const others = await this.rowsOf(fundBoard.collection, named(rows.map(({ otherFundId }) => otherFundId)));
    return rows.map((row) => {
      const { donorId: _, ...entry } = row;
      const aid = aids(row.useId);
      const other = others(row.otherFundId);
      return {
        ...entry,
        personName: aid ? maskName(aid.payeeName) : null,
        donorName: donorNameOf(row),
        payee: payeeOf(row),
        otherUnitName: other ? (this.directory.unit(other.unitId)?.name ?? other.unitId) : null,
        byName: this.directory.account(row.by)?.displayName ?? row.by,
      };
    });
  }

  private async rowsOf<T extends Row>(collection: Collection<T>, keys: readonly string[]): Promise<(key: string | null) => T | undefined> {
    const found = await (await this.views.of(collection)).getMany(keys);
    return (key) => (key === null ? undefined : found.get(key)?.row);
  }
}
