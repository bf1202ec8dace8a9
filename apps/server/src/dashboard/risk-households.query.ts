import { Controller, Get, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags, IntersectionType } from '@nestjs/swagger';
import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import { watchStatuses, type WatchStatus } from '#domain/watch/watch.state';
import { riskKinds, severities, type RiskKind, type Severity } from '#domain/watch/watch.terms';
import { LASTING } from '#read-models/spans';
import { watchSpans } from '#read-models/watch-spans/watch-spans';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { ApiSheet, xlsxAttachment } from '../platform/sheets/attachment.js';
import type { Pages } from '../platform/sheets/sheet.js';
import { dayAsked } from './as-of.js';
import { EventPlaceAnswer, HouseholdAnswer } from './dashboard.answers.js';
import { EvidenceOf } from './evidence.js';
import { Households } from './households.js';
import { pickedPage } from './picked-page.js';
import { Places } from './places.js';
import { asksFor, CaseFilter, isOverdue, visitStateOf, visitStates, type VisitState } from './risk-filter.js';
import { riskHouseholdsSheet } from './risk-households-sheet.js';
import { BY_END, seenBy, selected, WatchDays, type CaseSeen, type Selection } from './watch-days.js';

export class RiskHouseholdsQuery extends IntersectionType(CaseFilter, PageQuery) {}

/** A household at risk, as its case stood when it counted. */
export class RiskHouseholdRow extends HouseholdAnswer {
  @ApiProperty() readonly watchNumber!: number;
  @ApiProperty({ enum: riskKinds }) readonly kind!: RiskKind;
  @ApiProperty({ enum: severities }) readonly severity!: Severity;
  @ApiProperty({ enum: hardshipCauses }) readonly cause!: HardshipCause;
  @ApiProperty({ enum: watchStatuses }) readonly status!: WatchStatus;
  @ApiProperty() readonly urgent!: boolean;
  @ApiProperty({ enum: visitStates }) readonly visit!: VisitState;
  @ApiProperty({ format: 'date' }) readonly verifyDueOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the nearest day of what was to be done' })
  readonly nextDueOn!: string | null;
  @ApiProperty() readonly overdue!: boolean;
  @ApiProperty({ format: 'date', description: 'first day under watch' }) readonly watchedFrom!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'first day no more under watch, where that was by then' })
  readonly watchedUntil!: string | null;
}

export class RiskHouseholdAnswer extends RiskHouseholdRow {
  /** What was recorded of the case by the end of the day: signals, flags, and what was done. */
  @ApiProperty({ type: [EventPlaceAnswer] }) readonly events!: readonly EventPlaceAnswer[];
}

export class RiskHouseholdsAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty({ type: [RiskHouseholdAnswer] }) readonly rows!: readonly RiskHouseholdAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class RiskHouseholds extends Query<RiskHouseholdsAnswer> {
  constructor(
    readonly query: RiskHouseholdsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

export class ExportRiskHouseholds extends Query<Pages<RiskHouseholdRow>> {
  constructor(
    readonly filter: CaseFilter,
    readonly caller: Caller,
  ) {
    super();
  }
}

const ROWS_AT_ONCE = 500;

/** Cases as a drill-down shows them. */
const shownOn =
  (day: string, household: (of: Readonly<{ householdId: string; unitId: string }>) => HouseholdAnswer) =>
  (seen: CaseSeen): RiskHouseholdRow => {
    const { householdId, watchNumber, from, until } = seen.row;
    const { unitId, kind, severity, cause, status, urgent, verifyDueOn, nextDueOn } = seen.span;
    return {
      ...household({ householdId, unitId }),
      ...{ watchNumber, kind, severity, cause, status, urgent, verifyDueOn, nextDueOn },
      visit: visitStateOf(seen, day),
      overdue: isOverdue(seen.span, day),
      watchedFrom: from,
      watchedUntil: until === LASTING || until > day ? null : until,
    };
  };

const ofCase = ({ row, span }: CaseSeen) => ({ householdId: row.householdId, unitId: span.unitId });

@QueryHandler(RiskHouseholds)
export class RiskHouseholdsHandler implements IQueryHandler<RiskHouseholds> {
  constructor(
    private readonly days: WatchDays,
    private readonly places: Places,
    private readonly households: Households,
    private readonly evidence: EvidenceOf,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: RiskHouseholds): Promise<RiskHouseholdsAnswer> {
    const selection = selectionOf(query, caller, this.directory);
    const [seen, wanted] = [seenBy(selection), asksFor(query, selection.day, this.places)];
    const pick = (row: CaseSeen['row']) => {
      const found = seen(row);
      return found && wanted(found) ? found : undefined;
    };
    const asked = { where: selected(selection), sort: BY_END, limit: query.limit, cursor: query.cursor };
    const page = await pickedPage(await this.days.rows(query.after), watchSpans.collection, asked, pick);
    const shown = shownOn(selection.day, await this.households.shown(page.rows.map(ofCase)));
    const rows = await Promise.all(page.rows.map((each) => this.withEvents(each, shown(each), selection.day)));
    return { asOf: selection.day, rows, ...(page.next !== undefined && { next: page.next }) };
  }

  private async withEvents({ row }: CaseSeen, shown: RiskHouseholdRow, day: string): Promise<RiskHouseholdAnswer> {
    return { ...shown, events: await this.evidence.watchCase(row.householdId, row.watchNumber, day) };
  }
}

/** @throws {Problem} 400 for a day to come, 404 for a unit out of reach. */
const selectionOf = (filter: CaseFilter, caller: Caller, directory: Directory): Selection => {
  const { raisedIn, endedIn, watchedFrom, unit } = filter;
  const units = unitsReached(directory, { caller, permission: 'watch:read', unit });
  return { day: dayAsked(filter.asOf, caller), units, raisedIn, endedIn, watchedFrom };
};

@QueryHandler(ExportRiskHouseholds)
export class ExportRiskHouseholdsHandler implements IQueryHandler<ExportRiskHouseholds> {
  constructor(
    private readonly days: WatchDays,
    private readonly places: Places,
    private readonly households: Households,
    private readonly directory: Directory,
  ) {}

  async execute({ filter, caller }: ExportRiskHouseholds): Promise<Pages<RiskHouseholdRow>> {
    const selection = selectionOf(filter, caller, this.directory);
    await this.days.rows(filter.after);
    return this.pages(filter, selection);
  }

  private async *pages(filter: CaseFilter, selection: Selection): AsyncGenerator<readonly RiskHouseholdRow[]> {
    const wanted = asksFor(filter, selection.day, this.places);
    let waiting: CaseSeen[] = [];
    for await (const seen of this.days.cases(selection)) {
      if (wanted(seen)) waiting.push(seen);
      if (waiting.length < ROWS_AT_ONCE) continue;
      yield await this.shown(waiting, selection.day);
      waiting = [];
    }
    yield await this.shown(waiting, selection.day);
  }

  private async shown(cases: readonly CaseSeen[], day: string): Promise<readonly RiskHouseholdRow[]> {
    return cases.map(shownOn(day, await this.households.shown(cases.map(ofCase))));
  }
}

@ApiTags('dashboards')
@Controller('dashboards/risk/households')
export class RiskHouseholdsController {
  constructor(private readonly bus: QueryBus) {}

  /** The households behind any figure of risk and of visits, names masked, each with the events behind it. */
  @Get()
  @Can('watch:read')
  @ApiOkResponse({ type: RiskHouseholdsAnswer })
  list(@QueryOf() query: RiskHouseholdsQuery, @From() caller: Caller): Promise<RiskHouseholdsAnswer> {
    return this.bus.execute(new RiskHouseholds(query, caller));
  }

  /** The same households as a workbook. */
  @Get('export.xlsx')
  @Can('watch:read')
  @ApiSheet('xlsx', 'a row for each case')
  async xlsx(@QueryOf() filter: CaseFilter, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportRiskHouseholds(filter, caller));
    return xlsxAttachment(riskHouseholdsSheet, pages, `risk-households-${filter.asOf ?? caller.request.today}`);
  }
}
