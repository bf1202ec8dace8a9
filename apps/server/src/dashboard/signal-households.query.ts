import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags, IntersectionType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { signalKinds, type SignalKind } from '#domain/watch/watch.terms';
import { signalList, type SignalRow } from '#read-models/signal-list/signal-list';
import type { Filter } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Flag, Month, SomeOf } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { IsText } from '../platform/text.js';
import { Views } from '../platform/views.js';
import { AsOfQuery, dayAsked, daysOfMonth } from './as-of.js';
import { EventPlaceAnswer, HouseholdAnswer } from './dashboard.answers.js';
import { EvidenceOf } from './evidence.js';
import { Households } from './households.js';
import { pickedPage } from './picked-page.js';

class SignalFilter extends AsOfQuery {
  /** Recorded in this month (`2022-03`). */
  @Month() readonly month?: string;
  @SomeOf(signalKinds) readonly kind?: readonly SignalKind[];
  @IsOptional() @IsText(100) readonly department?: string;
  /** Only signals that a flag looked at by then; `false`: only those that none did. */
  @Flag() readonly flagged?: boolean;
}

export class SignalHouseholdsQuery extends IntersectionType(SignalFilter, PageQuery) {}

/** A signal with the household it is about. What it says of a person's money or health stays in the household's stream. */
export class SignalHouseholdAnswer extends HouseholdAnswer {
  @ApiProperty({ format: 'uuid' }) readonly signalId!: string;
  @ApiProperty({ enum: signalKinds }) readonly kind!: SignalKind;
  @ApiProperty() readonly department!: string;
  @ApiProperty({ format: 'date' }) readonly happenedOn!: string;
  @ApiProperty({ format: 'date' }) readonly receivedOn!: string;
  @ApiProperty({ format: 'date' }) readonly recordedOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly withdrawnOn!: string | null;
  @ApiProperty({ description: 'a flag looked at it by then' }) readonly flagged!: boolean;
  @ApiProperty({ type: [EventPlaceAnswer] }) readonly events!: readonly EventPlaceAnswer[];
}

export class SignalHouseholdsAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty({ type: [SignalHouseholdAnswer] }) readonly rows!: readonly SignalHouseholdAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class SignalHouseholds extends Query<SignalHouseholdsAnswer> {
  constructor(
    readonly query: SignalHouseholdsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const BY_RECORDING = { field: 'recordedOn', direction: 'desc' } as const;

const recordedBy = (day: string, month: string | undefined): Filter => {
  if (month === undefined) return { recordedOn: { lte: day } };
  const { first, last } = daysOfMonth(month);
  return { recordedOn: { gte: first, lte: last < day ? last : day } };
};

const isFlagged = ({ flaggedOn }: SignalRow, day: string): boolean => flaggedOn !== null && flaggedOn <= day;

@QueryHandler(SignalHouseholds)
export class SignalHouseholdsHandler implements IQueryHandler<SignalHouseholds> {
  constructor(
    private readonly views: Views,
    private readonly households: Households,
    private readonly evidence: EvidenceOf,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: SignalHouseholds): Promise<SignalHouseholdsAnswer> {
    const asOf = dayAsked(query.asOf, caller);
    const signals = await this.views.of(signalList.collection, query.after);
    const asked = { where: this.conditions(query, asOf, caller), sort: BY_RECORDING, limit: query.limit, cursor: query.cursor };
    const isWanted = (row: SignalRow) => query.flagged === undefined || query.flagged === isFlagged(row, asOf);
    const page = await pickedPage(signals, signalList.collection, asked, (row) => (isWanted(row) ? row : undefined));
    const shown = await this.households.shown(page.rows);
    const rows = await Promise.all(page.rows.map((row) => this.shown(row, shown(row), asOf)));
    return { asOf, rows, ...(page.next !== undefined && { next: page.next }) };
  }

  private conditions({ unit, month, kind, department }: SignalHouseholdsQuery, day: string, caller: Caller): Filter {
    const units = unitsReached(this.directory, { caller, permission: 'watch:read', unit });
    return {
      ...recordedBy(day, month),
      ...(units && { unitId: { in: units } }),
      ...(kind && { kind: { in: kind } }),
      ...(department !== undefined && { department: { eq: department } }),
    };
  }

  private async shown(row: SignalRow, household: HouseholdAnswer, day: string): Promise<SignalHouseholdAnswer> {
    const { householdId, signalId, kind, department, happenedOn, receivedOn, recordedOn, withdrawnOn, revision, flags } = row;
    const told = flags.filter(({ flaggedOn }) => flaggedOn <= day).map((flag) => flag.revision);
    const events = await Promise.all([revision, ...told].map((each) => this.evidence.at(`watch-${householdId}`, each)));
    const withdrawn = withdrawnOn !== null && withdrawnOn <= day ? withdrawnOn : null;
    const about = { signalId, kind, department, happenedOn, receivedOn, recordedOn, withdrawnOn: withdrawn };
    return { ...household, ...about, flagged: isFlagged(row, day), events };
  }
}

@ApiTags('dashboards')
@Controller('dashboards/signals/households')
export class SignalHouseholdsController {
  constructor(private readonly bus: QueryBus) {}

  /** The signals behind a figure, the latest first: each with its household, the name masked, and the events behind it. */
  @Get()
  @Can('watch:read')
  @ApiOkResponse({ type: SignalHouseholdsAnswer })
  list(@QueryOf() query: SignalHouseholdsQuery, @From() caller: Caller): Promise<SignalHouseholdsAnswer> {
    return this.bus.execute(new SignalHouseholds(query, caller));
  }
}
