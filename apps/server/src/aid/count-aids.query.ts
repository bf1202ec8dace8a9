import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger';
import { aidStatuses } from '#domain/aid/aid.state';
import { aidForms, aidItems, approvalLevels } from '#domain/aid/aid.terms';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { AidFilter, aidConditions } from './aid-filter.js';

export class CountAidsQuery extends IntersectionType(AidFilter, AfterQuery) {}

/** How many aids have a value; the value is the filter that lists them. */
export class AidCountAnswer {
  @ApiProperty() readonly value!: string;
  @ApiProperty() readonly count!: number;
}

export class AidCountsAnswer {
  @ApiProperty() readonly total!: number;
  @ApiProperty({ type: [AidCountAnswer] }) readonly status!: readonly AidCountAnswer[];
  @ApiProperty({ type: [AidCountAnswer] }) readonly item!: readonly AidCountAnswer[];
  @ApiProperty({ type: [AidCountAnswer] }) readonly form!: readonly AidCountAnswer[];
  @ApiProperty({ type: [AidCountAnswer] }) readonly nextLevel!: readonly AidCountAnswer[];
}

export class CountAids extends Query<AidCountsAnswer> {
  constructor(
    readonly query: CountAidsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(CountAids)
export class CountAidsHandler implements IQueryHandler<CountAids> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: CountAids): Promise<AidCountsAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const board = await this.views.of(aidBoard.collection, query.after);
    const where = aidConditions(query, units);
    const by = async (field: string, values: readonly string[]): Promise<AidCountAnswer[]> => {
      const counted = await board.countBy(field, { where });
      return values.map((value) => ({ value, count: counted[value] ?? 0 }));
    };
    const status = await by('status', aidStatuses);
    return {
      total: status.reduce((total, { count }) => total + count, 0),
      status,
      item: await by('item', aidItems),
      form: await by('form', aidForms),
      nextLevel: await by('nextLevel', approvalLevels),
    };
  }
}

@ApiTags('aids')
@Controller('aids/counts')
export class CountAidsController {
  constructor(private readonly bus: QueryBus) {}

  /** How the aids within the caller's reach divide, under the board's filters; each value is a filter of the board. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: AidCountsAnswer })
  count(@QueryOf() query: CountAidsQuery, @From() caller: Caller): Promise<AidCountsAnswer> {
    return this.bus.execute(new CountAids(query, caller));
  }
}
