import { Controller, Get, Injectable, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { household } from '#domain/household/household';
import type { KnownHousehold } from '#domain/household/household.state';
import { Streams } from '#event-store/streams';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import { HouseholdId } from './aid-route.js';
import { AidPageAnswer, AidRows, pageOf } from './aid-rows.js';

/** Files that aid is asked about. */
@Injectable()
export class AidedHouseholds {
  constructor(private readonly streams: Streams) {}

  /** @throws {Problem} 404 where there is no file, or out of the caller's reach */
  async inReach(householdId: string, caller: Caller): Promise<KnownHousehold> {
    const { state } = await this.streams.load(household, householdId);
    if (state.status === 'absent' || !caller.roleIn('aid:read', state.facts.unitId)) throw notFound();
    return state;
  }
}

export class HouseholdAids extends Query<AidPageAnswer> {
  constructor(
    readonly householdId: string,
    readonly query: PageQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(HouseholdAids)
export class HouseholdAidsHandler implements IQueryHandler<HouseholdAids> {
  constructor(
    private readonly households: AidedHouseholds,
    private readonly views: Views,
    private readonly rows: AidRows,
  ) {}

  /** Whoever may see the file sees all its aid, though another unit gave it before the file moved. */
  async execute({ householdId, query, caller }: HouseholdAids): Promise<AidPageAnswer> {
    await this.households.inReach(householdId, caller);
    const board = await this.views.of(aidBoard.collection, query.after);
    const sort = { field: 'proposedOn', direction: 'desc' } as const;
    return this.rows.page(await board.find({ where: { householdId: { eq: householdId } }, sort, ...pageOf(query) }));
  }
}

@ApiTags('aids')
@ApiParam({ name: 'householdId', schema: { type: 'string', format: 'uuid' } })
@Controller('households/:householdId/aids')
export class HouseholdAidsController {
  constructor(private readonly bus: QueryBus) {}

  /** 帮扶记录: what the household was promised and given, the latest first. */
  @Get()
  @Can('aid:read')
  @ApiOkResponse({ type: AidPageAnswer })
  list(@HouseholdId() householdId: string, @QueryOf() query: PageQuery, @From() caller: Caller): Promise<AidPageAnswer> {
    return this.bus.execute(new HouseholdAids(householdId, query, caller));
  }
}
