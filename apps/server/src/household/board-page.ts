import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { archiveLevels, hardshipCauses, type ArchiveLevel, type HardshipCause } from '#domain/household/household.terms';
import type { DifficultyCategory, NotEligibleReason } from '#domain/policy/rules';
import { severities, type Severity } from '#domain/watch/watch.terms';
import { boardStatuses, type BoardRow, type BoardStatus } from '#read-models/case-board/case-board';
import type { Page } from '#read-store/port';
import { Directory } from '../platform/directory.js';
import { NONE, categories, notEligibleReasons, origins } from './board-filter.js';

const valued = (values: readonly string[]): string[] => values.filter((value) => value !== NONE);

/** One household on the board. */
export class BoardRowAnswer implements Omit<BoardRow, 'idHash'> {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: boardStatuses }) readonly status!: BoardStatus;
  @ApiProperty({ type: String, nullable: true }) readonly fileNumber!: string | null;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ enum: archiveLevels }) readonly archiveLevel!: ArchiveLevel;
  @ApiProperty({ enum: valued(categories), nullable: true }) readonly category!: DifficultyCategory | null;
  @ApiProperty({ enum: valued(notEligibleReasons), nullable: true }) readonly notEligibleReason!: NotEligibleReason | null;
  @ApiProperty({ enum: valued(categories), nullable: true }) readonly claimedCategory!: DifficultyCategory | null;
  @ApiProperty({ type: String, nullable: true }) readonly policyVersion!: string | null;
  @ApiProperty({ type: Number, nullable: true }) readonly netFen!: number | null;
  @ApiProperty({ enum: hardshipCauses, nullable: true }) readonly mainCause!: HardshipCause | null;
  @ApiProperty() readonly persons!: number;
  @ApiProperty() readonly temporary!: boolean;
  @ApiProperty({ enum: origins }) readonly origin!: BoardRow['origin'];
  @ApiProperty({ format: 'date' }) readonly appliedOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly lastVerifiedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly reverifyDueOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly closedOn!: string | null;
  @ApiProperty() readonly relapses!: number;
  @ApiProperty() readonly aidedCount!: number;
  @ApiProperty({ enum: severities, nullable: true, description: 'of the open watch case' }) readonly watchSeverity!: Severity | null;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
}

export class BoardPageAnswer {
  @ApiProperty({ type: [BoardRowAnswer] }) readonly rows!: readonly BoardRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** Which page of a list: its length and where it starts. */
export const pageOf = ({ limit, cursor }: Readonly<{ limit: number; cursor?: string }>) => ({
  limit,
  ...(cursor === undefined ? {} : { after: cursor }),
});

/** Rows of the board as they are shown: with the unit's name, without the hash of the person. */
@Injectable()
export class BoardRows {
  constructor(private readonly directory: Directory) {}

  shown({ idHash: _, ...row }: BoardRow): BoardRowAnswer {
    return { ...row, unitName: this.directory.unit(row.unitId)?.name ?? row.unitId };
  }

  page({ rows, ...rest }: Page<BoardRow>): BoardPageAnswer {
    return { rows: rows.map((row) => this.shown(row)), ...rest };
  }
}
