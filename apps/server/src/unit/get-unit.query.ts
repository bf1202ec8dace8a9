import { Controller, Get, Param, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { unitDirectory, type UnitRow } from '#read-models/unit-directory/unit-directory';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import { UnitAnswer } from './unit.answers.js';

export class GetUnit extends Query<UnitRow> {
  constructor(
    readonly code: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetUnit)
export class GetUnitHandler implements IQueryHandler<GetUnit> {
  constructor(private readonly views: Views) {}

  async execute({ code, after, caller }: GetUnit): Promise<UnitRow> {
    if (!caller.roleIn('unit:read', code)) throw notFound();
    const stored = await (await this.views.of(unitDirectory.collection, after)).get(code);
    if (!stored) throw notFound();
    return stored.row;
  }
}

@ApiTags('units')
@Controller('units')
export class GetUnitController {
  constructor(private readonly bus: QueryBus) {}

  /** One union. */
  @Get(':code')
  @Can('unit:read')
  @ApiOkResponse({ type: UnitAnswer })
  get(@Param('code') code: string, @QueryOf() { after }: AfterQuery, @From() caller: Caller): Promise<UnitRow> {
    return this.bus.execute(new GetUnit(code, after, caller));
  }
}
