import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { lineFor } from '#domain/policy/classification';
import type { AllowanceLine, PolicyVersion, Rules } from '#domain/policy/rules';
import { From, type Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { PolicyInForceAnswer } from './policy.answers.js';

export class PolicyInForceQuery extends AfterQuery {
  /** The union whose households are judged. */
  @IsUnitCode() readonly unit!: string;
  /** The day on which they are judged; today where it is left out. */
  @IsOptional() @IsCalendarDate() readonly on?: string;
}

/** The rules by which a unit's households are judged on a day, and the allowance line they are compared with. */
export type PolicyInForce = Readonly<{
  unit: string;
  on: string;
  area: string;
  policyVersion: PolicyVersion;
  line: AllowanceLine;
  rules: Rules;
}>;

export class GetPolicyInForce extends Query<PolicyInForce> {
  constructor(
    readonly query: PolicyInForceQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetPolicyInForce)
export class GetPolicyInForceHandler implements IQueryHandler<GetPolicyInForce> {
  constructor(
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async execute({ query, caller }: GetPolicyInForce): Promise<PolicyInForce> {
    const { unit, on = this.clock.today(), after } = query;
    if (after !== undefined) await this.directory.shows(after);
    if (!this.directory.unit(unit) || !caller.roleIn('policy:read', unit)) throw notFound();
    const { policyVersion, rules, area } = this.directory.rulesFor(unit, on);
    return { unit, on, area, policyVersion, line: lineFor(rules, area, on), rules };
  }
}

@ApiTags('policies')
@Controller('policies/in-force')
export class GetPolicyInForceController {
  constructor(private readonly bus: QueryBus) {}

  /** The rules in force for a union on a day. */
  @Get()
  @Can('policy:read')
  @ApiOkResponse({ type: PolicyInForceAnswer })
  get(@QueryOf() query: PolicyInForceQuery, @From() caller: Caller): Promise<PolicyInForce> {
    return this.bus.execute(new GetPolicyInForce(query, caller));
  }
}
