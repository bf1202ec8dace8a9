import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { importList, type ImportRow } from '#read-models/import-list/import-list';
import type { Page } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can, type Permission } from '../platform/permissions.js';
import { Views } from '../platform/views.js';

export class ListImports extends Query<Page<ImportRow>> {
  constructor(
    readonly page: PageQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const WATCHERS = ['import:run', 'operations:read'] as const satisfies readonly Permission[];

/** Units in which the caller may watch imports; undefined where that is every one. */
const unitsOf = (caller: Caller): readonly string[] | undefined => {
  const held = WATCHERS.filter((permission) => caller.rolesWith(permission).length > 0).map((permission) => caller.unitsWith(permission));
  return held.includes(undefined) ? undefined : held.flatMap((units) => units ?? []);
};

@QueryHandler(ListImports)
export class ListImportsHandler implements IQueryHandler<ListImports> {
  constructor(private readonly views: Views) {}

  async execute({ page, caller }: ListImports): Promise<Page<ImportRow>> {
    const imports = await this.views.of(importList.collection, page.after);
    const units = unitsOf(caller);
    const sort = { field: 'startedAt', direction: 'desc' } as const;
    return imports.find({ ...(units && { where: { unit: { in: units } } }), sort, limit: page.limit, ...page.cursorPart() });
  }
}

@ApiTags('imports')
@Controller('imports')
export class ListImportsController {
  constructor(private readonly bus: QueryBus) {}

  /** The imports within the caller's reach, the latest first. Dry runs are not among them. */
  @Get()
  @Can(...WATCHERS)
  @ApiOkResponse({ description: 'rows and the cursor of the next page' })
  list(@QueryOf() page: PageQuery, @From() caller: Caller): Promise<Page<ImportRow>> {
    return this.bus.execute(new ListImports(page, caller));
  }
}
