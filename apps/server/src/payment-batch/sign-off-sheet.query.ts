import { Get, StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ApiSheet } from '../platform/sheets/attachment.js';
import { signOffSheet } from './bank-file/sign-off-sheet.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute } from './batch-route.js';
import { BatchViews } from './batch-views.js';
import { Payments } from './payments.js';
import { SignOffDays } from './sign-off-days.js';

export class WriteSignOffSheet extends Query<Buffer> {
  constructor(
    readonly batchId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(WriteSignOffSheet)
export class WriteSignOffSheetHandler implements IQueryHandler<WriteSignOffSheet> {
  constructor(
    private readonly desk: BatchDesk,
    private readonly batches: BatchViews,
    private readonly payments: Payments,
    private readonly days: SignOffDays,
  ) {}

  /** From the list itself and not from its view: what is signed must be what is. */
  async execute(wish: WriteSignOffSheet): Promise<Buffer> {
    const { batch } = await this.desk.open(wish, 'payment:read');
    const { preparedBy, signedOffBy = null, title, unitId, batchId } = batch;
    const names = this.batches.namesOf([...preparedBy, signedOffBy]);
    return signOffSheet({
      title,
      unitName: this.batches.unitName(unitId),
      payments: await this.payments.of(batch),
      preparedBy: preparedBy.map((by) => names[by] ?? by),
      ...(signedOffBy !== null && { signedOffBy: names[signedOffBy] ?? signedOffBy }),
      ...(await this.days.of(batchId)),
    });
  }
}

@BatchRoute('sheet')
export class WriteSignOffSheetController {
  constructor(private readonly bus: QueryBus) {}

  /** The sheet that is printed and signed: lines, total in figures and capital numerals, who prepared and who signed off. */
  @Get()
  @Can('payment:read')
  @ApiSheet('xlsx', 'the sheet to be signed')
  async write(@BatchId() batchId: string, @From() caller: Caller): Promise<StreamableFile> {
    const sheet = await this.bus.execute(new WriteSignOffSheet(batchId, caller));
    return new StreamableFile(sheet, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      disposition: `attachment; filename="payment-batch-${batchId}-sheet.xlsx"`,
    });
  }
}
