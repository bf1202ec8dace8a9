import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger';
import { hardshipCauses } from '#domain/household/household.terms';
import { watchStatuses } from '#domain/watch/watch.state';
import { riskKinds, severities, watchDuties, watchSources } from '#domain/watch/watch.terms';
import { watchBoard } from '#read-models/watch-board/watch-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { WatchFilter, watchSearch } from './watch-filter.js';

export class CountWatchesQuery extends IntersectionType(WatchFilter, AfterQuery) {}

/** How many watch cases have a value; the value is the filter that lists them. */
export class WatchCountAnswer {
  @ApiProperty() readonly value!: string;
  @ApiProperty() readonly count!: number;
}

export class WatchCountsAnswer {
  @ApiProperty() readonly total!: number;
  @ApiProperty({ description: 'of the total, the day of whose next duty is gone by' }) readonly overdue!: number;
  @ApiProperty({ description: 'of the total' }) readonly urgent!: number;
  @ApiProperty({ description: 'of the total, those that went to a unit above' }) readonly escalated!: number;
  @ApiProperty({ type: [WatchCountAnswer] }) readonly status!: readonly WatchCountAnswer[];
  @ApiProperty({ type: [WatchCountAnswer] }) readonly severity!: readonly WatchCountAnswer[];
  @ApiProperty({ type: [WatchCountAnswer] }) readonly kind!: readonly WatchCountAnswer[];
  @ApiProperty({ type: [WatchCountAnswer] }) readonly cause!: readonly WatchCountAnswer[];
  @ApiProperty({ type: [WatchCountAnswer] }) readonly source!: readonly WatchCountAnswer[];
  @ApiProperty({ type: [WatchCountAnswer], description: 'what is to be done next' }) readonly nextDuty!: readonly WatchCountAnswer[];
}

export class CountWatches extends Query<WatchCountsAnswer> {
  constructor(
    readonly query: CountWatchesQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(CountWatches)
export class CountWatchesHandler implements IQueryHandler<CountWatches> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: CountWatches): Promise<WatchCountsAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const board = await this.views.of(watchBoard.collection, query.after);
    const { where, text } = watchSearch(query, units, caller);
    const by = async (field: string, values: readonly string[]): Promise<WatchCountAnswer[]> => {
      const counted = await board.countBy(field, { where, text });
      return values.map((value) => ({ value, count: counted[value] ?? 0 }));
    };
    /** What the filter excludes is not counted: both conditions have to hold. */
    const also = async (asked: Partial<WatchFilter>): Promise<number> => {
      const [field] = Object.keys(asked) as (keyof WatchFilter)[];
      if (field && query[field] === false) return 0;
      return board.count({ where: { ...where, ...watchSearch(asked, undefined, caller).where }, text });
    };
    const status = await by('status', watchStatuses);
    return {
      total: status.reduce((total, { count }) => total + count, 0),
      overdue: await also({ overdue: true }),
      urgent: await also({ urgent: true }),
      escalated: await also({ escalated: true }),
      status,
      severity: await by('severity', severities),
      kind: await by('kind', riskKinds),
      cause: await by('cause', hardshipCauses),
      source: await by('source', watchSources),
      nextDuty: await by('nextDuty', watchDuties),
    };
  }
}

@ApiTags('watches')
@Controller('watches/counts')
export class CountWatchesController {
  constructor(private readonly bus: QueryBus) {}

  /** How the watch cases within the caller's reach divide, under the board's filters; each value is a filter of the board. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: WatchCountsAnswer })
  count(@QueryOf() query: CountWatchesQuery, @From() caller: Caller): Promise<WatchCountsAnswer> {
    return this.bus.execute(new CountWatches(query, caller));
  }
}
