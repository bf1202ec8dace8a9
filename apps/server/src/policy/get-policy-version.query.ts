import { Controller, Get, Param, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { policyVersions, type PolicyVersionRow } from '#read-models/policy-versions/policy-versions';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import { PolicyVersionAnswer } from './policy.answers.js';

export class GetPolicyVersion extends Query<PolicyVersionRow> {
  constructor(
    readonly policyVersion: string,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetPolicyVersion)
export class GetPolicyVersionHandler implements IQueryHandler<GetPolicyVersion> {
  constructor(private readonly views: Views) {}

  async execute({ policyVersion, after }: GetPolicyVersion): Promise<PolicyVersionRow> {
    const stored = await (await this.views.of(policyVersions.collection, after)).get(policyVersion);
    if (!stored) throw notFound();
    return stored.row;
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/versions')
export class GetPolicyVersionController {
  constructor(private readonly bus: QueryBus) {}

  /** One version, or the draft, with all its rules. */
  @Get(':version')
  @Can('policy:read')
  @ApiOkResponse({ type: PolicyVersionAnswer })
  get(@Param('policyId') policyId: string, @Param('version') version: string, @QueryOf() { after }: AfterQuery): Promise<PolicyVersionRow> {
    return this.bus.execute(new GetPolicyVersion(`${policyId}@${version}`, after));
  }
}
