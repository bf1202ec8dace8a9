import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { unitDirectory, type UnitRow } from '#read-models/unit-directory/unit-directory';
import type { Page } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Views } from '../platform/views.js';

export class ListUnits extends Query<Page<UnitRow>> {
  constructor(
    readonly page: PageQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListUnits)
export class ListUnitsHandler implements IQueryHandler<ListUnits> {
  constructor(private readonly views: Views) {}

  async execute({ page, caller }: ListUnits): Promise<Page<UnitRow>> {
    const rows = await this.views.of(unitDirectory.collection, page.after);
    const units = caller.unitsWith('unit:read');
    return rows.find({ ...(units ? { where: { code: { in: units } } } : {}), limit: page.limit, ...page.cursorPart() });
  }
}

@ApiTags('units')
@Controller('units')
export class ListUnitsController {
  constructor(private readonly bus: QueryBus) {}

  /** The unions within the caller's reach, by code. */
  @Get()
  @Can('unit:read')
  @ApiOkResponse({ description: 'rows and the cursor of the next page' })
  list(@QueryOf() page: PageQuery, @From() caller: Caller): Promise<Page<UnitRow>> {
    return this.bus.execute(new ListUnits(page, caller));
  }
}
