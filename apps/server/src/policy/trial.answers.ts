import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ruleEffects, type RuleEffect } from '#domain/policy/watch-rules';
import type { RiskFinding } from '#domain/watch/watch.events';
import { severities, type Severity } from '#domain/watch/watch.terms';

const figure = { oneOf: [{ type: 'number' }, { type: 'string' }] };

/** One condition of a rule, with the figures that decided. */
export class TriedFindingAnswer implements RiskFinding {
  @ApiProperty({ example: 'signal_sum' }) readonly condition!: string;
  @ApiProperty({ type: 'object', additionalProperties: figure }) readonly figures!: RiskFinding['figures'];
}

/** A flag that holds under one of the two sets of rules and not under the other. */
export class TriedFlagAnswer {
  @ApiProperty({ enum: ['raised', 'dropped'] }) readonly change!: 'raised' | 'dropped';
  @ApiProperty() readonly ruleId!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ enum: ruleEffects }) readonly effect!: RuleEffect;
  @ApiProperty({ enum: severities }) readonly severity!: Severity;
  @ApiProperty({ type: [String] }) readonly signalIds!: readonly string[];
  @ApiProperty({ type: [TriedFindingAnswer] }) readonly findings!: readonly TriedFindingAnswer[];
}

export class TriedHouseholdAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly fileNumber!: string | null;
  @ApiProperty({ description: 'masked' }) readonly name!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty({ type: [TriedFlagAnswer] }) readonly flags!: readonly TriedFlagAnswer[];
}

export class TriedRuleAnswer {
  @ApiProperty() readonly ruleId!: string;
  @ApiProperty({ type: 'integer' }) readonly raised!: number;
  @ApiProperty({ type: 'integer' }) readonly dropped!: number;
}

/** Counted over every household, however many the page shows. */
export class TriedTotalsAnswer {
  @ApiProperty({ type: 'integer', description: 'households with a flag raised or dropped' }) readonly households!: number;
  @ApiProperty({ type: 'integer' }) readonly raised!: number;
  @ApiProperty({ type: 'integer' }) readonly dropped!: number;
  @ApiProperty({ type: [TriedRuleAnswer] }) readonly rules!: readonly TriedRuleAnswer[];
}

export class TriedPolicyAnswer {
  @ApiProperty({ example: 'pingdingshan@2' }) readonly policyVersion!: string;
  @ApiProperty({ format: 'date', description: 'the day on which both sets of rules are asked' }) readonly on!: string;
  @ApiProperty({ type: 'integer', description: 'households looked at for this page' }) readonly examined!: number;
  @ApiPropertyOptional({ description: 'on the first page only' }) readonly totals?: TriedTotalsAnswer;
  @ApiProperty({ type: [TriedHouseholdAnswer] }) readonly rows!: readonly TriedHouseholdAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last' }) readonly next?: string;
}
