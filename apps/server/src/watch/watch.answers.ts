import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import { watchStatuses, type WatchStatus } from '#domain/watch/watch.state';
import {
  measureKinds,
  riskKinds,
  severities,
  signalKinds,
  watchDuties,
  watchSources,
  type MeasureKind,
  type RiskKind,
  type Severity,
  type SignalKind,
  type WatchDuty,
  type WatchSource,
} from '#domain/watch/watch.terms';

/** What is still to be done in a case. */
export class DutyAnswer {
  @ApiProperty({ enum: watchDuties }) readonly duty!: WatchDuty;
  @ApiPropertyOptional({ format: 'uuid', description: 'of the measure' }) readonly reference?: string;
  @ApiProperty({ format: 'date' }) readonly dueOn!: string;
  @ApiProperty() readonly overdue!: boolean;
  @ApiProperty({ type: [String], description: 'reminders that were recorded' }) readonly reminded!: readonly string[];
  @ApiProperty({ type: [String], description: 'units above to which it went' }) readonly escalatedTo!: readonly string[];
}

export class MeasureAnswer {
  @ApiProperty({ format: 'uuid' }) readonly measureId!: string;
  @ApiProperty({ enum: measureKinds }) readonly kind!: MeasureKind;
  @ApiProperty({ format: 'date' }) readonly dueOn!: string;
  @ApiPropertyOptional({ format: 'uuid' }) readonly aidId?: string;
  @ApiPropertyOptional() readonly department?: string;
  @ApiProperty() readonly description!: string;
  @ApiPropertyOptional({ format: 'date' }) readonly deliveredOn?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly droppedOn?: string;
}

/** One thing that happened in a case, as it was recorded. */
export class CourseEntryAnswer {
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ example: 'WatchVerified' }) readonly type!: string;
  @ApiProperty({ format: 'date-time', description: 'when it was recorded' }) readonly at!: string;
  @ApiPropertyOptional({ format: 'date', description: 'the day it is about' }) readonly effectiveOn?: string;
  @ApiProperty({ description: 'account id' }) readonly by!: string;
  @ApiProperty() readonly role!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly data!: Readonly<Record<string, unknown>>;
}

/** One watch case: how it stands, and everything that happened in it. */
export class WatchCaseAnswer {
  @ApiProperty() readonly watchNumber!: number;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty({ enum: watchStatuses }) readonly status!: WatchStatus;
  @ApiProperty({ enum: riskKinds }) readonly kind!: RiskKind;
  @ApiProperty({ enum: severities }) readonly severity!: Severity;
  @ApiProperty({ enum: hardshipCauses }) readonly cause!: HardshipCause;
  @ApiProperty({ enum: watchSources }) readonly source!: WatchSource;
  @ApiProperty() readonly urgent!: boolean;
  @ApiProperty({ format: 'date' }) readonly raisedOn!: string;
  @ApiProperty({ type: [String], description: 'account ids' }) readonly assignees!: readonly string[];
  @ApiPropertyOptional({ format: 'date' }) readonly verifiedOn?: string;
  @ApiPropertyOptional() readonly hasLabour?: boolean;
  @ApiPropertyOptional({ format: 'date' }) readonly plannedOn?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly lastFollowUpOn?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly stableSince?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly endedOn?: string;
  @ApiProperty({ type: [MeasureAnswer] }) readonly measures!: readonly MeasureAnswer[];
  @ApiProperty({ type: [DutyAnswer], description: 'the next one first' }) readonly due!: readonly DutyAnswer[];
  @ApiProperty({ type: [CourseEntryAnswer] }) readonly course!: readonly CourseEntryAnswer[];
}

export class SignalAnswer {
  @ApiProperty({ format: 'uuid' }) readonly signalId!: string;
  @ApiProperty({ description: 'of the event that recorded it' }) readonly revision!: number;
  @ApiProperty({ format: 'uuid' }) readonly personId!: string;
  @ApiProperty({ enum: signalKinds }) readonly kind!: SignalKind;
  @ApiProperty() readonly department!: string;
  @ApiProperty({ format: 'date' }) readonly happenedOn!: string;
  @ApiProperty({ format: 'date' }) readonly receivedOn!: string;
  @ApiPropertyOptional({ format: 'uuid' }) readonly feedId?: string;
  @ApiPropertyOptional({ description: 'of the feed' }) readonly row?: number;
  @ApiPropertyOptional({ format: 'uuid' }) readonly leadId?: string;
  @ApiProperty() readonly withdrawn!: boolean;
  @ApiProperty({ description: 'looked into by a case that ended: it raises nothing anew' }) readonly settled!: boolean;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'amount, marks and words, for those who may see the file; absent once erased',
  })
  readonly figures?: Readonly<Record<string, unknown>>;
}

/** An event that a flag rests on. */
export class EvidenceAnswer {
  @ApiProperty({ example: 'household-3f0c' }) readonly stream!: string;
  @ApiProperty() readonly revision!: number;
}

export class FlagAnswer {
  @ApiProperty() readonly flagNumber!: number;
  @ApiPropertyOptional({ description: 'the case it raised or joined; absent where it asks for a new check of the file' })
  readonly watchNumber?: number;
  @ApiProperty({ example: 'medical-inpatient' }) readonly ruleId!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ example: 'pingdingshan@1' }) readonly policyVersion!: string;
  @ApiProperty({ format: 'date' }) readonly raisedOn!: string;
  @ApiProperty({ enum: severities }) readonly severity!: Severity;
  @ApiProperty({ enum: hardshipCauses }) readonly cause!: HardshipCause;
  @ApiPropertyOptional({ format: 'date' }) readonly recheckDueOn?: string;
  @ApiProperty({ type: [String] }) readonly signalIds!: readonly string[];
  @ApiProperty({ type: [EvidenceAnswer] }) readonly evidence!: readonly EvidenceAnswer[];
  @ApiPropertyOptional({ description: 'rule, figures, threshold, policy and evidence in words, for those who may see the file' })
  readonly sentence?: string;
}

/** Everything heard of a household and done about it. */
export class WatchAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty({ description: '-1 where nothing was heard of the household yet' }) readonly revision!: number;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'of the principal, masked' }) readonly name!: string;
  @ApiPropertyOptional() readonly fileNumber?: string;
  @ApiPropertyOptional({ type: WatchCaseAnswer }) readonly open?: WatchCaseAnswer;
  @ApiProperty({ type: [WatchCaseAnswer], description: 'the latest first' }) readonly past!: readonly WatchCaseAnswer[];
  @ApiProperty({ type: [SignalAnswer], description: 'as they were heard' }) readonly signals!: readonly SignalAnswer[];
  @ApiProperty({ type: [FlagAnswer], description: 'as they were raised' }) readonly flags!: readonly FlagAnswer[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'names of the staff, by account' })
  readonly people!: Readonly<Record<string, string>>;
}
