import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FundConditions } from '#domain/fund/fund.events';
import { fundPurposes, fundSources, sourceLevels, type FundPurpose, type FundSource, type SourceLevel } from '#domain/fund/fund.terms';
import type { FundRow } from '#read-models/fund-board/fund-board';
import { FundConditionsBody } from './fund.bodies.js';
import { fundStatuses } from './fund-filter.js';

/** What came into funds, went out of them and is there, in fen. */
export class FundSumsAnswer {
  @ApiProperty() readonly receivedFen!: number;
  @ApiProperty() readonly transferredInFen!: number;
  @ApiProperty() readonly transferredOutFen!: number;
  @ApiProperty() readonly availableFen!: number;
  @ApiProperty() readonly reservedFen!: number;
  @ApiProperty() readonly committedFen!: number;
  /** All that is not spent, set aside or not. */
  @ApiProperty() readonly unspentFen!: number;
  @ApiProperty() readonly paidFen!: number;
  @ApiProperty() readonly recoveredFen!: number;
  @ApiProperty() readonly returnedFen!: number;
}

/** One fund as it stands. */
export class FundAnswer extends FundSumsAnswer implements FundRow {
  @ApiProperty({ format: 'uuid' }) readonly fundId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: fundSources }) readonly source!: FundSource;
  @ApiProperty({ enum: sourceLevels }) readonly sourceLevel!: SourceLevel;
  @ApiProperty({ enum: fundPurposes }) readonly purpose!: FundPurpose;
  @ApiProperty() readonly year!: number;
  @ApiProperty({ enum: fundStatuses }) readonly status!: FundRow['status'];
  @ApiProperty({ format: 'date' }) readonly validFrom!: string;
  @ApiProperty({ format: 'date' }) readonly validUntil!: string;
  /** Whether it may go on into the next year. */
  @ApiProperty() readonly carriesOver!: boolean;
  @ApiProperty() readonly nationalFilesOnly!: boolean;
  /** The tightest of the source's and the donors' words. */
  @ApiProperty({ type: FundConditionsBody }) readonly conditions!: FundConditions;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly closedOn!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly openedAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
  /** Of the fund's stream, for If-Match. */
  @ApiProperty() readonly revision!: number;
}

export class FundTotalsAnswer extends FundSumsAnswer {
  /** How many funds the filter leaves. */
  @ApiProperty() readonly funds!: number;
}

export class FundPageAnswer {
  @ApiProperty({ type: [FundAnswer] }) readonly rows!: readonly FundAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
  /** Of all funds that the filter leaves, whatever the page. */
  @ApiProperty() readonly totals!: FundTotalsAnswer;
}
