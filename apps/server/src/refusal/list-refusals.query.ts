import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { refusedSubjects, type RefusedSubject } from '#domain/refused-request/refused-request.events';
import { refusedRequests, type RefusedRequestRow } from '#read-models/refused-requests/refused-requests';
import type { Filter } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';

const CODE = /^[a-z][a-z-]{0,63}$/;

export class ListRefusalsQuery extends PageQuery {
  /** Only what was about this unit or one below it. */
  @UnitCode() readonly unit?: string;
  @OneOf(refusedSubjects) readonly subject?: RefusedSubject;
  /** Only those that this rule refused. */
  @IsOptional() @IsString() @Matches(CODE) readonly code?: string;
}

/** A request about money that a rule refused. */
export class RefusalAnswer implements RefusedRequestRow {
  @ApiProperty() readonly refusalId!: string;
  @ApiProperty({ enum: refusedSubjects }) readonly subject!: RefusedSubject;
  @ApiProperty({ format: 'uuid', description: 'of the aid, fund, batch or lot' }) readonly subjectId!: string;
  @ApiProperty({ description: 'of what it was about' }) readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'what was wished for, for instance ProposeAid' }) readonly command!: string;
  @ApiProperty({ description: 'the rule’s own code' }) readonly code!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'the figures that decided it' })
  readonly details!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly householdId!: string | null;
  @ApiProperty({ type: Number, nullable: true }) readonly amountFen!: number | null;
  @ApiProperty({ description: 'account id' }) readonly by!: string;
  @ApiProperty() readonly byName!: string;
  @ApiProperty() readonly role!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
}

export class RefusalsAnswer {
  @ApiProperty({ type: [RefusalAnswer] }) readonly rows!: readonly RefusalAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class ListRefusals extends Query<RefusalsAnswer> {
  constructor(
    readonly query: ListRefusalsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListRefusals)
export class ListRefusalsHandler implements IQueryHandler<ListRefusals> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: ListRefusals): Promise<RefusalsAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'refusal:read', unit: query.unit });
    const refusals = await this.views.of(refusedRequests.collection, query.after);
    const where: Filter = {
      ...(units && { unitId: { in: units } }),
      ...(query.subject && { subject: { eq: query.subject } }),
      ...(query.code !== undefined && { code: { eq: query.code } }),
    };
    const sort = { field: 'at', direction: 'desc' } as const;
    const { rows, ...page } = await refusals.find({ where, sort, limit: query.limit, ...query.cursorPart() });
    return { rows: rows.map((row) => this.named(row)), ...page };
  }

  private named(row: RefusedRequestRow): RefusalAnswer {
    const unitName = this.directory.unit(row.unitId)?.name ?? row.unitId;
    return { ...row, unitName, byName: this.directory.account(row.by)?.displayName ?? row.by };
  }
}

@ApiTags('refusals')
@Controller('refusals')
export class ListRefusalsController {
  constructor(private readonly bus: QueryBus) {}

  /** 被拒请求: what was wished for with money and refused by a rule, the latest first; for auditors. */
  @Get()
  @Can('refusal:read')
  @ApiOkResponse({ type: RefusalsAnswer })
  list(@QueryOf() query: ListRefusalsQuery, @From() caller: Caller): Promise<RefusalsAnswer> {
    return this.bus.execute(new ListRefusals(query, caller));
  }
}
