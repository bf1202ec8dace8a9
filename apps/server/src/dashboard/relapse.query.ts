import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { AsOfQuery, dayAsked } from './as-of.js';
import { CountyRelapseAnswer, periodUpTo, RelapseRates } from './relapse-rates.js';
import { basisPoints } from './tally.js';

export class RelapseQuery extends AsOfQuery {}

export class RelapseAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty({ format: 'date', description: 'the twelve months begin the day after' }) readonly since!: string;
  @ApiProperty() readonly closed!: number;
  @ApiProperty() readonly reopened!: number;
  @ApiProperty() readonly rateBasisPoints!: number;
  @ApiProperty({ type: [CountyRelapseAnswer] }) readonly counties!: readonly CountyRelapseAnswer[];
}

export class Relapse extends Query<RelapseAnswer> {
  constructor(
    readonly query: RelapseQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(Relapse)
export class RelapseHandler implements IQueryHandler<Relapse> {
  constructor(
    private readonly rates: RelapseRates,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: Relapse): Promise<RelapseAnswer> {
    const asOf = dayAsked(query.asOf, caller);
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const counties = await this.rates.counties(asOf, units, query.after);
    const closed = counties.reduce((sum, county) => sum + county.closed, 0);
    const reopened = counties.reduce((sum, county) => sum + county.reopened, 0);
    return { asOf, since: periodUpTo(asOf).since, closed, reopened, rateBasisPoints: basisPoints(reopened, closed), counties };
  }
}

@ApiTags('dashboards')
@Controller('dashboards/relapse')
export class RelapseController {
  constructor(private readonly bus: QueryBus) {}

  /** 返困率: of the files that stood closed as 脱困 in the last twelve months, how many fell back in them, by county, and which counties alarm. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: RelapseAnswer })
  show(@QueryOf() query: RelapseQuery, @From() caller: Caller): Promise<RelapseAnswer> {
    return this.bus.execute(new Relapse(query, caller));
  }
}
