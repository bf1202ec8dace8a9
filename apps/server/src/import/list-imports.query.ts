import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { importList, type ImportRow } from '#read-models/import-list/import-list';
import type { Page } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can, type Permission } from '../platform/permissions.js';
import { Views } from '../platform/views.js';

/** An import as a list shows it. */
export class ImportRowAnswer implements ImportRow {
  @ApiProperty({ format: 'uuid' }) readonly importId!: string;
  @ApiProperty({ description: 'account that sent the files' }) readonly by!: string;
  @ApiProperty({ description: 'unit of the role by which they were sent; empty for the command line' }) readonly unit!: string;
  @ApiProperty({ format: 'date-time' }) readonly startedAt!: string;
  @ApiProperty({ enum: ['running', 'completed', 'cancelled', 'failed'] }) readonly status!: ImportRow['status'];
  @ApiProperty({ description: 'of the table of households' }) readonly rows!: number;
  @ApiProperty() readonly accepted!: number;
  @ApiProperty() readonly rejected!: number;
  @ApiProperty({ description: 'households of which anything was written' }) readonly changed!: number;
}

export class ImportPageAnswer implements Page<ImportRow> {
  @ApiProperty({ type: [ImportRowAnswer] }) readonly rows!: readonly ImportRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

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
  @ApiOkResponse({ type: ImportPageAnswer })
  list(@QueryOf() page: PageQuery, @From() caller: Caller): Promise<Page<ImportRow>> {
    return this.bus.execute(new ListImports(page, caller));
  }
}
