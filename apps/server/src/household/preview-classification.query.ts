import { Body, HttpCode, Post } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { classificationInputsOf } from '#domain/household/classification-inputs';
import type { HouseholdFacts } from '#domain/household/household.facts';
import { beganOn } from '#domain/household/household.state';
import { classify, type Classification } from '#domain/policy/classification';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { OptionalNested } from '../platform/nested.js';
import { Can } from '../platform/permissions.js';
import { AccidentBody, AssetsBody, IncomesBody, RigidCostsBody } from './fact.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileRoute, HouseholdId } from './household-route.js';

/** Facts to be tried out; those left out are taken from the file. */
export class PreviewClassificationBody {
  /** The day whose policy and line count; the day of application, or of the relapse, where it is left out. */
  @IsOptional() @IsCalendarDate() readonly onDate?: string;
  /** People who live in the household. */
  @IsOptional() @IsInt() @Min(1) @Max(100) readonly persons?: number;
  @OptionalNested(() => IncomesBody) readonly incomes?: IncomesBody;
  @OptionalNested(() => RigidCostsBody) readonly rigidCosts?: RigidCostsBody;
  @OptionalNested(() => AssetsBody) readonly assets?: AssetsBody;
  @OptionalNested(() => AccidentBody) readonly accident?: AccidentBody;
}

/** One rule's answer with its figures. */
export class FindingAnswer {
  @ApiProperty({ example: 'deep' }) readonly rule!: string;
  @ApiProperty() readonly passed!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly figures!: Readonly<Record<string, number | string>>;
}

export class ClassificationAnswer {
  @ApiProperty({ example: 'pingdingshan@1' }) readonly policyVersion!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly inputs!: Classification['inputs'];
  @ApiProperty() readonly lineMonthlyFen!: number;
  @ApiProperty() readonly netFen!: number;
  @ApiProperty({ enum: ['deeply_difficult', 'relatively_difficult', 'accident_impoverished', 'not_eligible'] })
  readonly category!: Classification['category'];
  @ApiProperty({ enum: ['excluded', 'marginal_risk', 'above_lines'], required: false }) readonly reason?: Classification['reason'];
  @ApiProperty({ type: [String] }) readonly excludedBy!: Classification['excludedBy'];
  @ApiProperty({ type: [FindingAnswer] }) readonly findings!: Classification['findings'];
}

export class PreviewClassification extends Query<Classification> {
  constructor(
    readonly householdId: string,
    readonly body: PreviewClassificationBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

const tried = (facts: HouseholdFacts, { incomes, rigidCosts, assets, accident }: PreviewClassificationBody): HouseholdFacts => ({
  ...facts,
  ...(incomes && { incomes }),
  ...(rigidCosts && { rigidCosts }),
  ...(assets && { assets }),
  ...(accident && { accident }),
});

@QueryHandler(PreviewClassification)
export class PreviewClassificationHandler implements IQueryHandler<PreviewClassification> {
  constructor(private readonly desk: HouseholdDesk) {}

  async execute(wish: PreviewClassification): Promise<Classification> {
    const { body } = wish;
    const { file, rulesOn } = await this.desk.open(wish, 'household:enter');
    const onDate = body.onDate ?? beganOn(file);
    const { rules, policyVersion, area } = rulesOn(onDate);
    const inputs = classificationInputsOf(tried(file.facts, body), area, onDate);
    return classify({ ...inputs, persons: body.persons ?? inputs.persons }, rules, policyVersion);
  }
}

@FileRoute('preview-classification')
export class PreviewClassificationController {
  constructor(private readonly bus: QueryBus) {}

  /** Tries out which category the file would have; writes nothing. */
  @Post()
  @HttpCode(200)
  @Can('household:enter')
  @ApiOkResponse({ type: ClassificationAnswer })
  preview(@HouseholdId() householdId: string, @Body() body: PreviewClassificationBody, @From() caller: Caller): Promise<Classification> {
    return this.bus.execute(new PreviewClassification(householdId, body, caller));
  }
}
