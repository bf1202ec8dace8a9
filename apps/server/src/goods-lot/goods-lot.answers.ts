import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LotBooks } from '#domain/goods-lot/books';
import { lotStatuses, type LotStatus } from '#domain/goods-lot/goods-lot.state';
import { procurementKinds, type ProcurementKind } from '#domain/policy/aid-rules';
import type { GoodsLotRow } from '#read-models/goods-lots/goods-lots';
import type { Page } from '#read-store/port';

/** One lot of goods. */
export class GoodsLotRowAnswer implements GoodsLotRow {
  @ApiProperty({ format: 'uuid' }) readonly lotId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ format: 'uuid' }) readonly fundId!: string;
  @ApiProperty({ enum: lotStatuses }) readonly status!: LotStatus;
  @ApiProperty() readonly category!: string;
  @ApiProperty() readonly description!: string;
  @ApiProperty() readonly supplierName!: string;
  @ApiProperty({ description: 'unified social credit code of the supplier' }) readonly creditCode!: string;
  @ApiProperty({ enum: procurementKinds }) readonly procurementKind!: ProcurementKind;
  @ApiProperty() readonly document!: string;
  @ApiProperty({ description: 'bought with money that only files of the national level may have' }) readonly nationalFilesOnly!: boolean;
  @ApiProperty() readonly unitPriceFen!: number;
  @ApiProperty({ description: 'pieces' }) readonly ordered!: number;
  @ApiProperty({ description: 'what the order costs' }) readonly totalFen!: number;
  @ApiProperty() readonly delivered!: number;
  @ApiProperty({ description: 'pieces that nobody is promised' }) readonly onHand!: number;
  @ApiProperty({ description: 'pieces set aside for aids' }) readonly reserved!: number;
  @ApiProperty() readonly issued!: number;
  @ApiProperty() readonly writtenOff!: number;
  @ApiProperty({ description: 'what the pieces in the store cost, set aside or not' }) readonly stockFen!: number;
  @ApiProperty({ description: 'what the supplier has' }) readonly paidFen!: number;
  @ApiProperty({ type: String, nullable: true }) readonly voucher!: string | null;
  @ApiProperty({ description: 'account' }) readonly procuredBy!: string;
  @ApiProperty({ type: String, nullable: true, description: 'account' }) readonly deliveredBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'account' }) readonly paidBy!: string | null;
  @ApiProperty({ format: 'date' }) readonly procuredOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly deliveredOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly paidOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly cancelledOn!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
}

export class GoodsLotPageAnswer implements Page<GoodsLotRow> {
  @ApiProperty({ type: [GoodsLotRowAnswer] }) readonly rows!: readonly GoodsLotRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** 账款物相符: three ways to count one purchase. */
export class LotBooksAnswer implements LotBooks {
  @ApiProperty({ description: 'what the fund has set aside, committed or paid for it' }) readonly booksFen!: number;
  @ApiProperty({ description: 'what the fund paid' }) readonly bankFen!: number;
  @ApiProperty({ description: 'what the pieces cost that are at hand, set aside, handed over and written off' }) readonly goodsFen!: number;
  @ApiProperty({ description: 'whether the three say what they have to at this stage' }) readonly agree!: boolean;
}

export class GoodsLotAnswer extends GoodsLotRowAnswer {
  @ApiProperty({ type: LotBooksAnswer }) readonly books!: LotBooksAnswer;
  @ApiProperty({ description: 'of the lot; to be sent as If-Match with the next command on it' }) readonly revision!: number;
}
