import { Injectable } from '@nestjs/common';
import { batchLines, type BatchLineRow } from '#read-models/batch-lines/batch-lines';
import { paymentBatches, type PaymentBatchRow } from '#read-models/payment-batches/payment-batches';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { maskCard } from '../platform/masking.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import type { Payment } from './bank-file/payment.js';
import type { BatchLineAnswer } from './list-batch-lines.query.js';
import { Payments } from './payments.js';

/** Where every query on lists of payments comes by. */
@Injectable()
export class BatchViews {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly payments: Payments,
  ) {}

  /** The list as it stands. @throws {Problem} 404 where it is absent or out of the caller's reach */
  async inReach(batchId: string, caller: Caller, after?: string): Promise<PaymentBatchRow> {
    const stored = await (await this.views.of(paymentBatches.collection, after)).get(batchId);
    if (!stored || !caller.roleIn('payment:read', stored.row.unitId)) throw notFound();
    return stored.row;
  }

  /** Its lines, once the view shows `after`. */
  linesOf(after?: string) {
    return this.views.of(batchLines.collection, after);
  }

  /** Lines as they are shown: a name to who reads the household's file, a card by its last digits alone. */
  shown(rows: readonly BatchLineRow[], caller: Caller): Promise<readonly BatchLineAnswer[]> {
    return Promise.all(rows.map(async (row) => this.withPayee(row, await this.payments.payment(row.batchId, row), caller)));
  }

  private withPayee(
    { lineId: _, ...row }: BatchLineRow,
    { holderName, cardNumber, bankName, item }: Payment,
    caller: Caller,
  ): BatchLineAnswer {
    const maySee = caller.roleIn('household:read', row.unitId) !== undefined;
    const card = cardNumber === '' ? null : maskCard(cardNumber);
    return { ...row, item, payeeName: maySee ? holderName : null, card, bankName: bankName === '' ? null : bankName };
  }

  /** Names of the staff by account; the id itself for who is not known. */
  namesOf(accountIds: readonly (string | null)[]): Readonly<Record<string, string>> {
    const known = accountIds.filter((id) => id !== null);
    return Object.fromEntries(known.map((id) => [id, this.directory.account(id)?.displayName ?? id]));
  }

  unitName(unitId: string): string {
    return this.directory.unit(unitId)?.name ?? unitId;
  }
}
