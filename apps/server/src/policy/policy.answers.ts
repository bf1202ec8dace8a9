import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import type { PolicyVersionRow } from '#read-models/policy-versions/policy-versions';
import type { Page } from '#read-store/port';
import { AllowanceLineBody, RulesBody } from './rules.bodies.js';

/** A version of a policy. */
export class PolicyVersionAnswer implements PolicyVersionRow {
  @ApiProperty({ example: 'pingdingshan@1' }) readonly policyVersion!: string;
  @ApiProperty() readonly policyId!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty({ enum: ['draft', 'published', 'superseded'] }) readonly status!: PolicyVersionRow['status'];
  @ApiProperty() readonly title!: string;
  @ApiProperty() readonly area!: string;
  @ApiProperty({ format: 'date' }) readonly effectiveFrom!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the first day on which it decides nothing any more' })
  readonly supersededFrom!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'the version that does instead; null where it was withdrawn' })
  readonly supersededBy!: number | null;
  @ApiProperty() readonly rules!: RulesBody;
  @ApiProperty({ description: 'account id' }) readonly draftedBy!: string;
  @ApiProperty({ type: String, nullable: true, description: 'account id' }) readonly publishedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly publishedAt!: string | null;
}

/** A version as a list shows it; its rules are read one by one. */
export class PolicyVersionSummaryAnswer extends OmitType(PolicyVersionAnswer, ['rules']) {}

export class PolicyVersionPageAnswer implements Page<PolicyVersionSummaryAnswer> {
  @ApiProperty({ type: [PolicyVersionSummaryAnswer] }) readonly rows!: readonly PolicyVersionSummaryAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** The rules by which a unit's households are judged on a day, and the allowance line they are compared with. */
export class PolicyInForceAnswer {
  @ApiProperty() readonly unit!: string;
  @ApiProperty({ format: 'date' }) readonly on!: string;
  @ApiProperty() readonly area!: string;
  @ApiProperty({ example: 'pingdingshan@1' }) readonly policyVersion!: string;
  @ApiProperty() readonly line!: AllowanceLineBody;
  @ApiProperty() readonly rules!: RulesBody;
}
