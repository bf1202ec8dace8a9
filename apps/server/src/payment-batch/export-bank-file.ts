import { Body, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { fund } from '#domain/fund/fund';
import { countingLines, signedOff } from '#domain/payment-batch/guards';
import type { BankFileFormat } from '#domain/payment-batch/payment-batch.events';
import type { KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { paymentCsv } from './bank-file/payment-csv.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish } from './batch-route.js';
import { Payments } from './payments.js';

const formats: readonly BankFileFormat[] = ['csv_utf8', 'csv_gbk'];

export class ExportBankFileBody {
  @IsIn(formats) readonly format!: BankFileFormat;
}

export class ExportBankFile extends BatchWish<ExportBankFileBody, Buffer> {}

@CommandHandler(ExportBankFile)
export class ExportBankFileHandler implements ICommandHandler<ExportBankFile> {
  constructor(
    private readonly desk: BatchDesk,
    private readonly payments: Payments,
    private readonly streams: Streams,
    private readonly events: EventStore,
  ) {}

  /** Nothing is handed out before it is on record that it was, to whom, and which file. */
  async execute(wish: ExportBankFile): Promise<Buffer> {
    let file: Buffer | undefined;
    const { format } = wish.body;
    const dataOf = async (batch: KnownBatch) => {
      file = await this.fileOf(batch, format);
      return { format, fileDigest: this.events.keyring.fileHash(file), committed: await this.committed(batch) };
    };
    await this.desk.act(wish, { permission: 'payment:pay', type: 'ExportBankFile', dataOf: ({ batch }) => dataOf(batch) });
    // A request that was answered before is answered with the same file: nothing of a signed list changes.
    return file ?? this.fileOf((await this.desk.open(wish, 'payment:pay')).batch, format);
  }

  private async fileOf(batch: KnownBatch, format: BankFileFormat): Promise<Buffer> {
    return paymentCsv(await this.payments.of(signedOff(batch)), format);
  }

  private async committed(batch: KnownBatch): Promise<readonly string[]> {
    const found = await Promise.all(
      countingLines(batch).map(async ({ aidId, fundId }) => {
        const { state } = await this.streams.load(fund, fundId);
        const use = state.status === 'absent' ? undefined : state.uses.get(aidId);
        return use?.stage === 'committed' && use.reference === batch.batchId ? [aidId] : [];
      }),
    );
    return found.flat();
  }
}

@BatchRoute('export-bank-file')
export class ExportBankFileController {
  constructor(private readonly bus: CommandBus) {}

  /** The file for the bank, with names and cards in full. Who took it is recorded before it is answered. */
  @Post()
  @HttpCode(200)
  @Can('payment:pay')
  @ApiOkResponse({
    description: '序号, 收款人户名, 收款账号, 开户行, 金额(元), 用途, 业务编号',
    content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } },
  })
  async hand(@BatchId() batchId: string, @Body() body: ExportBankFileBody, @From() caller: Caller): Promise<StreamableFile> {
    const file = await this.bus.execute(new ExportBankFile(batchId, body, caller));
    const charset = body.format === 'csv_gbk' ? 'gbk' : 'utf-8';
    return new StreamableFile(file, {
      type: `text/csv; charset=${charset}`,
      disposition: `attachment; filename="payment-batch-${batchId}.csv"`,
    });
  }
}
