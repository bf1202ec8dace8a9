import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { unitKinds, type UnitKind } from '#domain/unit/unit.events';
import { unitDirectory, type UnitRow } from '#read-models/unit-directory/unit-directory';
import type { Condition, Page } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { Views } from '../platform/views.js';
import { UnitPageAnswer } from './unit.answers.js';

export class ListUnitsQuery extends PageQuery {
  /** Only those directly below this one. */
  @IsOptional() @IsUnitCode() readonly parent?: string;
  @IsOptional() @IsIn(unitKinds) readonly kind?: UnitKind;
  @IsOptional() @IsIn(['open', 'closed']) readonly status?: UnitRow['status'];
  /** Part of the name. */
  @IsOptional() @IsString() @MaxLength(100) readonly name?: string;
}

export class ListUnits extends Query<Page<UnitRow>> {
  constructor(
    readonly query: ListUnitsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const equals = (field: string, value: string | undefined): Record<string, Condition> =>
  value === undefined ? {} : { [field]: { eq: value } };

@QueryHandler(ListUnits)
export class ListUnitsHandler implements IQueryHandler<ListUnits> {
  constructor(private readonly views: Views) {}

  async execute({ query, caller }: ListUnits): Promise<Page<UnitRow>> {
    const rows = await this.views.of(unitDirectory.collection, query.after);
    const units = caller.unitsWith('unit:read');
    const where = {
      ...(units ? { code: { in: units } } : {}),
      ...equals('parent', query.parent),
      ...equals('kind', query.kind),
      ...equals('status', query.status),
    };
    return rows.find({ where, text: query.name ?? '', limit: query.limit, ...query.cursorPart() });
  }
}

@ApiTags('units')
@Controller('units')
export class ListUnitsController {
  constructor(private readonly bus: QueryBus) {}

  /** The unions within the caller's reach, by code. */
  @Get()
  @Can('unit:read')
  @ApiOkResponse({ type: UnitPageAnswer })
  list(@QueryOf() query: ListUnitsQuery, @From() caller: Caller): Promise<Page<UnitRow>> {
    return this.bus.execute(new ListUnits(query, caller));
  }
}
