import { Get } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { approvalRules, missingSteps, type MissingStep } from '#domain/household/household.policies';
import type { RequiredStep } from '#domain/policy/rules';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { HouseholdDesk } from './household-desk.js';
import { FileRoute, HouseholdId } from './household-route.js';
import { requiredSteps, stepsToApprove } from './required-steps.js';

/** A rule that would refuse the approval, with its figures. */
export class ObstacleAnswer {
  @ApiProperty({ example: 'objection-open' }) readonly code!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly details!: Readonly<Record<string, unknown>>;
}

export class MissingStepsAnswer {
  @ApiProperty({ enum: requiredSteps, isArray: true }) readonly requiredSteps!: readonly RequiredStep[];
  @ApiProperty({ enum: [...requiredSteps, 'classification'], isArray: true }) readonly missing!: readonly MissingStep[];
  @ApiProperty({ type: [ObstacleAnswer] }) readonly obstacles!: readonly ObstacleAnswer[];
}

export class MissingSteps extends Query<MissingStepsAnswer> {
  constructor(
    readonly householdId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(MissingSteps)
export class MissingStepsHandler implements IQueryHandler<MissingSteps> {
  constructor(private readonly desk: HouseholdDesk) {}

  async execute(wish: MissingSteps): Promise<MissingStepsAnswer> {
    const { file, context, rulesOn } = await this.desk.open(wish, 'household:read');
    const required = stepsToApprove(file, rulesOn(context.today).rules);
    const subject = { household: file, requiredSteps: required };
    return {
      requiredSteps: required,
      missing: missingSteps(file, required),
      obstacles: approvalRules.flatMap((rule) => rule(subject) ?? []),
    };
  }
}

@FileRoute('missing-steps')
export class MissingStepsController {
  constructor(private readonly bus: QueryBus) {}

  /** What an approval of today would still need, all of it at once. */
  @Get()
  @Can('household:read')
  @ApiOkResponse({ type: MissingStepsAnswer })
  list(@HouseholdId() householdId: string, @From() caller: Caller): Promise<MissingStepsAnswer> {
    return this.bus.execute(new MissingSteps(householdId, caller));
  }
}
