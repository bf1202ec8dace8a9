import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import { BatchDesk } from './batch-desk.js';
import { BatchViews } from './batch-views.js';
import { CancelBatchController, CancelBatchHandler } from './cancel-batch.js';
import { DraftBatchController, DraftBatchHandler } from './draft-batch.js';
import { ExportBankFileController, ExportBankFileHandler } from './export-bank-file.js';
import { ExportBatchController, ExportBatchHandler } from './export-batch.query.js';
import { FreezeBatchController, FreezeBatchHandler } from './freeze-batch.js';
import { GetBatchController, GetBatchHandler } from './get-batch.query.js';
import { ImportBankResultController, ImportBankResultHandler } from './import-bank-result.js';
import { LineChoice } from './line-choice.js';
import { ListBatchLinesController, ListBatchLinesHandler } from './list-batch-lines.query.js';
import { ListBatchesController, ListBatchesHandler } from './list-batches.query.js';
import { ListUnmatchedRowsController, ListUnmatchedRowsHandler } from './list-unmatched-rows.query.js';
import { Payments } from './payments.js';
import { ReconcileBatchController, ReconcileBatchHandler } from './reconcile-batch.js';
import { ResolveUnmatchedRowController, ResolveUnmatchedRowHandler } from './resolve-unmatched-row.js';
import { SignOffBatchController, SignOffBatchHandler } from './sign-off-batch.js';
import { SignOffDays } from './sign-off-days.js';
import { WriteSignOffSheetController, WriteSignOffSheetHandler } from './sign-off-sheet.query.js';

/** What people do with a list of payments, and what they ask of one. */
const useCases: readonly (readonly [Type<ICommandHandler> | Type<IQueryHandler>, Type])[] = [
  [CancelBatchHandler, CancelBatchController],
  [DraftBatchHandler, DraftBatchController],
  [ExportBankFileHandler, ExportBankFileController],
  [ExportBatchHandler, ExportBatchController],
  [FreezeBatchHandler, FreezeBatchController],
  [GetBatchHandler, GetBatchController],
  [ImportBankResultHandler, ImportBankResultController],
  [ListBatchLinesHandler, ListBatchLinesController],
  [ListBatchesHandler, ListBatchesController],
  [ListUnmatchedRowsHandler, ListUnmatchedRowsController],
  [ReconcileBatchHandler, ReconcileBatchController],
  [ResolveUnmatchedRowHandler, ResolveUnmatchedRowController],
  [SignOffBatchHandler, SignOffBatchController],
  [WriteSignOffSheetHandler, WriteSignOffSheetController],
];

@Module({
  controllers: useCases.map(([, controller]) => controller),
  providers: [...useCases.map(([handler]) => handler), BatchDesk, BatchViews, LineChoice, Payments, SignOffDays],
})
export class PaymentBatchModule {}
