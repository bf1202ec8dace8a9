import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { aidStatuses, type AidStatus } from '#domain/aid/aid.state';
import { aidForms, aidItems, approvalLevels, type AidForm, type AidItem, type ApprovalLevel } from '#domain/aid/aid.terms';
import { fundPurposes, fundSources, sourceLevels, type FundPurpose, type FundSource, type SourceLevel } from '#domain/fund/fund.terms';
import { archiveLevels, type ArchiveLevel } from '#domain/household/household.terms';
import { difficultyCategories, type DifficultyCategory } from '#domain/policy/rules';
import type { AidRow } from '#read-models/aid-board/aid-board';
import type { Page } from '#read-store/port';
import { Directory } from '../platform/directory.js';

/** One aid on the board. */
export class AidRowAnswer implements AidRow {
  @ApiProperty({ format: 'uuid' }) readonly aidId!: string;
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: aidItems }) readonly item!: AidItem;
  @ApiProperty({ enum: aidForms }) readonly form!: AidForm;
  @ApiProperty({ enum: aidStatuses }) readonly status!: AidStatus;
  @ApiProperty() readonly bounced!: boolean;
  @ApiProperty() readonly amountFen!: number;
  @ApiProperty() readonly paidFen!: number;
  @ApiProperty() readonly clawBackFen!: number;
  @ApiProperty() readonly recoveredFen!: number;
  @ApiProperty() readonly fundId!: string;
  @ApiProperty({ enum: fundSources, nullable: true }) readonly source!: FundSource | null;
  @ApiProperty({ enum: sourceLevels, nullable: true }) readonly sourceLevel!: SourceLevel | null;
  @ApiProperty({ enum: fundPurposes, nullable: true }) readonly purpose!: FundPurpose | null;
  @ApiProperty({ type: String, nullable: true }) readonly lotId!: string | null;
  @ApiProperty({ type: Number, nullable: true }) readonly quantity!: number | null;
  @ApiProperty({ format: 'uuid' }) readonly payeePersonId!: string;
  @ApiProperty() readonly payeeName!: string;
  @ApiProperty() readonly basis!: string;
  @ApiProperty() readonly urgent!: boolean;
  @ApiProperty({ enum: difficultyCategories, nullable: true }) readonly category!: DifficultyCategory | null;
  @ApiProperty({ enum: archiveLevels }) readonly archiveLevel!: ArchiveLevel;
  @ApiProperty() readonly policyVersion!: string;
  @ApiProperty({ enum: approvalLevels, isArray: true }) readonly levels!: readonly ApprovalLevel[];
  @ApiProperty({ enum: approvalLevels, isArray: true }) readonly approved!: readonly ApprovalLevel[];
  @ApiProperty() readonly approvals!: number;
  @ApiProperty({ enum: approvalLevels, nullable: true }) readonly nextLevel!: ApprovalLevel | null;
  @ApiProperty() readonly round!: number;
  @ApiProperty() readonly year!: number;
  @ApiProperty() readonly proposedBy!: string;
  @ApiProperty({ format: 'date' }) readonly proposedOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly grantedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly paidOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly receiptSignedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly papersDueOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly papersCompletedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly batchId!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
}

export class AidPageAnswer {
  @ApiProperty({ type: [AidRowAnswer] }) readonly rows!: readonly AidRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** Which page of a list: its length and where it starts. */
export const pageOf = ({ limit, cursor }: Readonly<{ limit: number; cursor?: string }>) => ({
  limit,
  ...(cursor === undefined ? {} : { after: cursor }),
});

/** Rows of the board as they are shown: with the unit's name. */
@Injectable()
export class AidRows {
  constructor(private readonly directory: Directory) {}

  shown(row: AidRow): AidRowAnswer {
    return { ...row, unitName: this.directory.unit(row.unitId)?.name ?? row.unitId };
  }

  page({ rows, ...rest }: Page<AidRow>): AidPageAnswer {
    return { rows: rows.map((row) => this.shown(row)), ...rest };
  }
}
