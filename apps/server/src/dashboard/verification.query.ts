import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { AsOfQuery, dayAsked, daysOfMonth, monthsUpTo } from './as-of.js';
import { PlaceAnswer } from './dashboard.answers.js';
import { Places } from './places.js';
import { visitStateOf, visitStates, type VisitState } from './risk-filter.js';
import { Tally } from './tally.js';
import { WatchDays } from './watch-days.js';

export class VerificationQuery extends AsOfQuery {
  /** Cases under watch at any time in so many months, the last one that of `asOf`. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(60) readonly months: number = 12;
}

/** How the visits at home stand that clues ask for. */
export class VisitFigures {
  @ApiProperty({ description: 'visited within the term' }) readonly withinTerm!: number;
  @ApiProperty({ description: 'visited after its term' }) readonly late!: number;
  @ApiProperty({ description: 'waits for its visit, within the term' }) readonly due!: number;
  @ApiProperty({ description: 'waits for its visit, after its term' }) readonly overdue!: number;
  @ApiProperty({ description: 'ended without a visit' }) readonly none!: number;
}

const figuresOf = (count: (state: VisitState) => number): VisitFigures => ({
  withinTerm: count('within_term'),
  late: count('late'),
  due: count('due'),
  overdue: count('overdue'),
  none: count('none'),
});

export class PlaceVisitsAnswer extends PlaceAnswer {
  @ApiProperty({ type: VisitFigures }) readonly visits!: VisitFigures;
}

export class VerificationAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty({ format: 'date', description: 'cases are counted that were under watch on this day or later' })
  readonly watchedFrom!: string;
  @ApiProperty() readonly cases!: number;
  @ApiProperty({ type: VisitFigures }) readonly visits!: VisitFigures;
  @ApiProperty({ type: [PlaceVisitsAnswer] }) readonly units!: readonly PlaceVisitsAnswer[];
}

export class Verification extends Query<VerificationAnswer> {
  constructor(
    readonly query: VerificationQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(Verification)
export class VerificationHandler implements IQueryHandler<Verification> {
  constructor(
    private readonly days: WatchDays,
    private readonly places: Places,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: Verification): Promise<VerificationAnswer> {
    const asOf = dayAsked(query.asOf, caller);
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const watchedFrom = daysOfMonth(monthsUpTo(asOf, query.months)[0]!).first;
    const rows = this.places.rows(caller, query.unit);
    const rowOf = this.places.rowOf(rows);
    const [all, byPlace] = [new Tally(), new Tally()];
    for await (const seen of this.days.cases({ day: asOf, units, watchedFrom }, query.after)) {
      const state = visitStateOf(seen, asOf);
      const place = rowOf(seen.span.unitId);
      all.add(state);
      byPlace.add(`${rows.indexOf(place!)} ${state}`);
    }
    return {
      asOf,
      watchedFrom,
      cases: visitStates.reduce((sum, state) => sum + all.of(state), 0),
      visits: figuresOf((state) => all.of(state)),
      units: rows.map((place, index) => ({ ...place, visits: figuresOf((state) => byPlace.of(`${index} ${state}`)) })),
    };
  }
}

@ApiTags('dashboards')
@Controller('dashboards/verification')
export class VerificationController {
  constructor(private readonly bus: QueryBus) {}

  /** 核实时效: visits at home within their term, late, still due and overdue, by unit. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: VerificationAnswer })
  show(@QueryOf() query: VerificationQuery, @From() caller: Caller): Promise<VerificationAnswer> {
    return this.bus.execute(new Verification(query, caller));
  }
}
