import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { bounceReasons, type BounceReason } from '#domain/aid/aid.terms';
import { Refusal } from '#domain/kernel/refusal';
import type { LineOutcome } from '#domain/payment-batch/payment-batch.events';
import type { KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { OptionalNested } from '../platform/nested.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish, PostCommand } from './batch-route.js';
import type { BatchReceiptAnswer } from './batch.answers.js';
import { IsOpenText } from './open-text.js';

const outcomes = ['paid', 'bounced'] as const;

/** What the row means after all. */
export class RowMeaningBody {
  @IsInt() @Min(1) @Max(1_000_000) readonly lineNumber!: number;
  @IsIn(outcomes) readonly outcome!: (typeof outcomes)[number];
  /** The day of the payment, or on which it came back. */
  @IsCalendarDate() readonly on!: string;
  /** Why it came back; `other` where nothing is known. */
  @IsOptional() @IsIn(bounceReasons) readonly reason?: BounceReason;
}

export class ResolveUnmatchedRowBody {
  @IsUUID() readonly unmatchedId!: string;
  /** What was found out. It is stored in the open and names nobody. */
  @IsOpenText(200) readonly explanation!: string;
  /** Left out where the row answers no line of the list. */
  @OptionalNested(() => RowMeaningBody) readonly meaning?: RowMeaningBody;
}

export class ResolveUnmatchedRow extends BatchWish<ResolveUnmatchedRowBody> {}

/** @throws {Refusal} `batch-line-unknown` */
const outcomeOf = ({ lines }: KnownBatch, { lineNumber, outcome, on, reason = 'other' }: RowMeaningBody): LineOutcome => {
  const line = [...lines.values()].find((known) => known.lineNumber === lineNumber);
  if (!line) throw new Refusal('batch-line-unknown', { lineNumber });
  const { aidId } = line;
  return outcome === 'paid' ? { lineNumber, aidId, outcome, paidOn: on } : { lineNumber, aidId, outcome, bouncedOn: on, reason };
};

@CommandHandler(ResolveUnmatchedRow)
export class ResolveUnmatchedRowHandler implements ICommandHandler<ResolveUnmatchedRow> {
  constructor(private readonly desk: BatchDesk) {}

  execute(wish: ResolveUnmatchedRow): Promise<BatchReceiptAnswer> {
    const { unmatchedId, explanation, meaning } = wish.body;
    return this.desk.act(wish, {
      permission: 'payment:pay',
      type: 'ResolveUnmatchedRow',
      dataOf: ({ batch }) => ({ unmatchedId, explanation, ...(meaning && { outcome: outcomeOf(batch, meaning) }) }),
    });
  }
}

@BatchRoute('resolve-unmatched-row')
export class ResolveUnmatchedRowController {
  constructor(private readonly bus: CommandBus) {}

  /** A person looked into a row that waited: it answers a line after all, or none. */
  @PostCommand('payment:pay')
  resolve(@BatchId() batchId: string, @Body() body: ResolveUnmatchedRowBody, @From() caller: Caller): Promise<BatchReceiptAnswer> {
    return this.bus.execute(new ResolveUnmatchedRow(batchId, body, caller));
  }
}
