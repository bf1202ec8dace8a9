import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { policyVersions, type PolicyVersionRow } from '#read-models/policy-versions/policy-versions';
import type { Condition, Page } from '#read-store/port';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Views } from '../platform/views.js';
import { PolicyVersionPageAnswer } from './policy.answers.js';
import { IsArea } from './rules.bodies.js';

export class ListPolicyVersionsQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(40) readonly policyId?: string;
  @IsOptional() @IsIn(['draft', 'published', 'superseded']) readonly status?: PolicyVersionRow['status'];
  /** The very area, not what lies around or within it. */
  @IsOptional() @IsArea() readonly area?: string;
}

/** A version as a list shows it; its rules are read one by one. */
export type PolicyVersionSummary = Omit<PolicyVersionRow, 'rules'>;

export class ListPolicyVersions extends Query<Page<PolicyVersionSummary>> {
  constructor(readonly query: ListPolicyVersionsQuery) {
    super();
  }
}

const equals = (field: string, value: string | undefined): Record<string, Condition> =>
  value === undefined ? {} : { [field]: { eq: value } };

@QueryHandler(ListPolicyVersions)
export class ListPolicyVersionsHandler implements IQueryHandler<ListPolicyVersions> {
  constructor(private readonly views: Views) {}

  async execute({ query }: ListPolicyVersions): Promise<Page<PolicyVersionSummary>> {
    const { policyId, status, area, after, limit } = query;
    const versions = await this.views.of(policyVersions.collection, after);
    const where = { ...equals('policyId', policyId), ...equals('status', status), ...equals('area', area) };
    const sort = { field: 'effectiveFrom', direction: 'desc' } as const;
    const { rows, ...page } = await versions.find({ where, sort, limit, ...query.cursorPart() });
    return { rows: rows.map(({ rules: _, ...summary }) => summary), ...page };
  }
}

@ApiTags('policies')
@Controller('policies')
export class ListPolicyVersionsController {
  constructor(private readonly bus: QueryBus) {}

  /** Every version of every policy, drafts included, the latest first. Rules are public within the union: no unit hides them. */
  @Get()
  @Can('policy:read')
  @ApiOkResponse({ type: PolicyVersionPageAnswer })
  list(@QueryOf() query: ListPolicyVersionsQuery): Promise<Page<PolicyVersionSummary>> {
    return this.bus.execute(new ListPolicyVersions(query));
  }
}
