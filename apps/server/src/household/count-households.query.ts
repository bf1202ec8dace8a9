import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags, IntersectionType } from '@nestjs/swagger';
import { archiveLevels } from '#domain/household/household.terms';
import { addMonths } from '#domain/kernel/calendar';
import { boardStatuses, caseBoard } from '#read-models/case-board/case-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { BoardFilter, NONE, boardConditions, categories, causes, watchSeverities } from './board-filter.js';

export class CountHouseholdsQuery extends IntersectionType(BoardFilter, AfterQuery) {}

/** How many households have a value; the value is the filter that lists them. */
export class CountAnswer {
  @ApiProperty() readonly value!: string;
  @ApiProperty() readonly count!: number;
}

/** How many were last verified in a stretch of time; the days are the filter that lists them. */
export class AgeCountAnswer {
  @ApiProperty({ enum: ['within_6_months', 'within_12_months', 'over_12_months', 'never'] }) readonly value!: string;
  @ApiProperty() readonly count!: number;
  @ApiPropertyOptional({ format: 'date' }) readonly verifiedAfter?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly verifiedBefore?: string;
  @ApiPropertyOptional() readonly neverVerified?: true;
}

export class HouseholdCountsAnswer {
  @ApiProperty() readonly total!: number;
  @ApiProperty({ type: [CountAnswer] }) readonly status!: readonly CountAnswer[];
  @ApiProperty({ type: [CountAnswer] }) readonly category!: readonly CountAnswer[];
  @ApiProperty({ type: [CountAnswer] }) readonly mainCause!: readonly CountAnswer[];
  @ApiProperty({ type: [CountAnswer] }) readonly archiveLevel!: readonly CountAnswer[];
  @ApiProperty({ type: [CountAnswer] }) readonly watchSeverity!: readonly CountAnswer[];
  @ApiProperty({ type: [AgeCountAnswer] }) readonly verificationAge!: readonly AgeCountAnswer[];
}

type Counted = Readonly<Record<string, number>>;

const countsOf = (values: readonly string[], counted: Counted): CountAnswer[] =>
  values.map((value) => ({ value, count: counted[value === NONE ? '' : value] ?? 0 }));

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Counts by day of the last verification, put together into four ages. */
const agesOf = (byDay: Counted, today: string): AgeCountAnswer[] => {
  const [half, year] = [addMonths(today, -6), addMonths(today, -12)];
  const days = Object.entries(byDay).filter(([day]) => day !== '');
  const between = (from: string, to: string) => sum(days.map(([day, count]) => (day >= from && day < to ? count : 0)));
  return [
    { value: 'within_6_months', count: between(half, '~'), verifiedAfter: half },
    { value: 'within_12_months', count: between(year, half), verifiedAfter: year, verifiedBefore: half },
    { value: 'over_12_months', count: between('', year), verifiedBefore: year },
    { value: 'never', count: byDay[''] ?? 0, neverVerified: true },
  ];
};

export class CountHouseholds extends Query<HouseholdCountsAnswer> {
  constructor(
    readonly query: CountHouseholdsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(CountHouseholds)
export class CountHouseholdsHandler implements IQueryHandler<CountHouseholds> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: CountHouseholds): Promise<HouseholdCountsAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const board = await this.views.of(caseBoard.collection, query.after);
    const where = boardConditions(query, units);
    const by = (field: string) => board.countBy(field, { where });
    const status = await by('status');
    return {
      total: sum(Object.values(status)),
      status: countsOf(boardStatuses, status),
      category: countsOf(categories, await by('category')),
      mainCause: countsOf(causes, await by('mainCause')),
      archiveLevel: countsOf(archiveLevels, await by('archiveLevel')),
      watchSeverity: countsOf(watchSeverities, await by('watchSeverity')),
      verificationAge: agesOf(await by('lastVerifiedOn'), caller.request.today),
    };
  }
}

@ApiTags('households')
@Controller('households/counts')
export class CountHouseholdsController {
  constructor(private readonly bus: QueryBus) {}

  /** How the households within the caller's reach divide, under the board's filters; each value is a filter of the board. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: HouseholdCountsAnswer })
  count(@QueryOf() query: CountHouseholdsQuery, @From() caller: Caller): Promise<HouseholdCountsAnswer> {
    return this.bus.execute(new CountHouseholds(query, caller));
  }
}
