import { ApiProperty } from '@nestjs/swagger';
import { batchStatuses, type BatchStatus } from '#domain/payment-batch/payment-batch.state';
import { ReceiptAnswer } from '../platform/receipt.js';

/** What every command on a list answers, once all that follows at once from it is written. */
export class BatchReceiptAnswer extends ReceiptAnswer {
  @ApiProperty({ format: 'uuid' }) readonly batchId!: string;
  @ApiProperty({ enum: batchStatuses }) readonly status!: BatchStatus;
  @ApiProperty({ type: [String], description: 'aids that fell off the list and may stand on another' })
  readonly droppedAidIds!: readonly string[];
}
