import { HttpCode, Inject, Post, Req } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { matchBankResult, type BankRow, type ExpectedLine } from '#domain/payment-batch/bank-result';
import type { KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { canonicalJson, sha256 } from '#event-store/envelope';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { From, type Caller } from '../platform/caller.js';
import { TAKES_FORM } from '../platform/front-door.js';
import { Can } from '../platform/permissions.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import type { Upload } from '../platform/tables/looks.js';
import { readResultFile } from './bank-file/result-file.js';
import { BatchDesk, type OnTheDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish } from './batch-route.js';
import { BatchReceiptAnswer } from './batch.answers.js';
import { Payments } from './payments.js';
import { readResultForm } from './result-form.js';

export class BankResultAnswer extends BatchReceiptAnswer {
  @ApiProperty({ description: 'digest of what the file says: the same file again changes nothing' }) readonly resultId!: string;
  @ApiProperty({ description: 'rows of the file' }) readonly rows!: number;
  @ApiProperty({ description: 'lines of the list without a word of the bank yet' }) readonly unanswered!: number;
  @ApiProperty({ description: 'rows, of this file and others, that wait for a person' }) readonly unmatched!: number;
  @ApiProperty() readonly paidFen!: number;
  @ApiProperty() readonly bouncedFen!: number;
}

export class ImportBankResult extends BatchWish<Upload, BankResultAnswer> {}

@CommandHandler(ImportBankResult)
export class ImportBankResultHandler implements ICommandHandler<ImportBankResult> {
  constructor(
    private readonly desk: BatchDesk,
    private readonly payments: Payments,
    private readonly events: EventStore,
  ) {}

  /** What the bank said is on record when it is answered; the funds and aids follow from that by themselves. */
  async execute(wish: ImportBankResult): Promise<BankResultAnswer> {
    const rows = await readResultFile(wish.body);
    const resultId = this.resultIdOf(rows);
    const receipt = await this.desk.act(wish, {
      permission: 'payment:pay',
      type: 'ImportBankResult',
      // The request's own digest does not see into the form.
      requestDigest: sha256(`${wish.caller.request.requestDigest} ${resultId}`),
      dataOf: (desk) => this.matched(desk, rows, resultId),
    });
    const { unanswered, waiting: unmatched, paidFen, bouncedFen } = (await this.desk.open(wish, 'payment:pay')).batch;
    return { ...receipt, resultId, rows: rows.length, unanswered, unmatched, paidFen, bouncedFen };
  }

  /** Of what the rows say: the same table in another encoding, or saved again as a workbook, is the same result. */
  private resultIdOf(rows: readonly BankRow[]): string {
    return this.events.keyring.fileHash(canonicalJson(rows.map(({ row: _, ...said }) => said)));
  }

  private async matched({ batch, context }: OnTheDesk, rows: readonly BankRow[], resultId: string) {
    const matching = { today: context.today, unmatchedIdOf: (row: number) => uuidFrom('unmatched', resultId, row) };
    return { resultId, ...matchBankResult(rows, await this.expected(batch), matching) };
  }

  private async expected(batch: KnownBatch): Promise<readonly ExpectedLine[]> {
    const payments = await this.payments.of(batch);
    return payments.map(({ lineNumber, aidId, amountFen, cardNumber }) => {
      const answered = batch.lines.get(aidId)?.outcome !== undefined;
      return { lineNumber, aidId, amountFen, cardNumber, answered };
    });
  }
}

const FORM = {
  schema: {
    type: 'object',
    properties: {
      file: {
        type: 'string',
        format: 'binary',
        description: 'XLSX, or CSV in UTF-8 or GBK: 序号, 收款账号, 金额(元), 状态, 失败原因, 日期',
      },
    },
    required: ['file'],
  },
};

@BatchRoute('import-bank-result')
export class ImportBankResultController {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: BatchDesk,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Takes in what the bank says of the list: paid, or bounced with a reason. Rows that answer no line wait for a person. */
  @Post()
  @HttpCode(200)
  @Can('payment:pay')
  @RouteConfig(TAKES_FORM)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM)
  @ApiOkResponse({ type: BankResultAnswer })
  async take(@BatchId() batchId: string, @Req() request: FastifyRequest, @From() caller: Caller): Promise<BankResultAnswer> {
    // Nobody's file is read for a list that he does not reach.
    await this.desk.open({ batchId, caller }, 'payment:pay');
    const file = await readResultForm(request, this.settings.importMaxBytes);
    return this.bus.execute(new ImportBankResult(batchId, file, caller));
  }
}
