import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import { watchStatuses, type WatchStatus } from '#domain/watch/watch.state';
import {
  riskKinds,
  severities,
  watchDuties,
  watchSources,
  type RiskKind,
  type Severity,
  type WatchDuty,
  type WatchSource,
} from '#domain/watch/watch.terms';
import { caseBoard } from '#read-models/case-board/case-board';
import type { WatchRow } from '#read-models/watch-board/watch-board';
import { Directory } from '../platform/directory.js';
import { maskName } from '../platform/masking.js';
import { Views } from '../platform/views.js';

/** One watch case on the board. */
export class WatchRowAnswer {
  @ApiProperty({ example: '00000000-0000-4000-8000-000000000001~1' }) readonly watchId!: string;
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty({ description: 'counts the cases of the household' }) readonly watchNumber!: number;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the principal, masked' }) readonly name!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly fileNumber!: string | null;
  @ApiProperty({ enum: watchStatuses }) readonly status!: WatchStatus;
  @ApiProperty() readonly open!: boolean;
  @ApiProperty({ enum: riskKinds }) readonly kind!: RiskKind;
  @ApiProperty({ enum: severities }) readonly severity!: Severity;
  @ApiProperty({ enum: hardshipCauses }) readonly cause!: HardshipCause;
  @ApiProperty({ enum: watchSources }) readonly source!: WatchSource;
  @ApiProperty() readonly urgent!: boolean;
  @ApiProperty({ format: 'date', description: 'the day of the clue' }) readonly raisedOn!: string;
  @ApiProperty({ type: [String], description: 'account ids' }) readonly assignees!: readonly string[];
  @ApiProperty({ type: [String] }) readonly assigneeNames!: readonly string[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly verifiedOn!: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null before the visit' }) readonly hasLabour!: boolean | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly lastFollowUpOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly stableSince!: string | null;
  @ApiProperty({ enum: watchDuties, nullable: true, description: 'null once the case has ended' }) readonly nextDuty!: WatchDuty | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly nextDueOn!: string | null;
  @ApiProperty() readonly overdue!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'the unit above to which what is overdue went' })
  readonly escalatedToUnitId!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly endedOn!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
}

export class WatchPageAnswer {
  @ApiProperty({ type: [WatchRowAnswer] }) readonly rows!: readonly WatchRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** Which page of a list: its length and where it starts. */
export const pageOf = ({ limit, cursor }: Readonly<{ limit: number; cursor?: string }>) => ({
  limit,
  ...(cursor === undefined ? {} : { after: cursor }),
});

/** Who a household is, as far as a list of cases says it. */
type Named = Readonly<{ name: string; fileNumber: string | null }>;

/** Rows of the board as they are shown: with the names of units and staff, and the principal's name masked. */
@Injectable()
export class WatchRows {
  constructor(
    private readonly directory: Directory,
    private readonly views: Views,
  ) {}

  async shown(rows: readonly WatchRow[], today: string): Promise<WatchRowAnswer[]> {
    const files = await (await this.views.of(caseBoard.collection)).getMany([...new Set(rows.map(({ householdId }) => householdId))]);
    return rows.map((row) => this.answer(row, files.get(row.householdId)?.row, today));
  }

  private answer(row: WatchRow, file: Named | undefined, today: string): WatchRowAnswer {
    const { severityRank: _rank, sortDueOn: _sort, duties: _duties, escalations: _escalations, assignees: named, ...stands } = row;
    const assignees = named === '' ? [] : named.split(' ');
    return {
      ...stands,
      unitName: this.directory.unit(row.unitId)?.name ?? row.unitId,
      name: file ? maskName(file.name) : null,
      fileNumber: file?.fileNumber ?? null,
      assignees,
      assigneeNames: assignees.map((accountId) => this.directory.account(accountId)?.displayName ?? accountId),
      overdue: row.nextDueOn !== null && row.nextDueOn < today,
    };
  }
}
