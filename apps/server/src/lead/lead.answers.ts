import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  leadDismissalReasons,
  leadSources,
  reportedChanges,
  type LeadDismissalReason,
  type LeadSource,
  type ReportedChange,
} from '#domain/lead/lead.events';
import { leadStatuses, type LeadStatus } from '#domain/lead/lead.state';
import { feedKinds, signalKinds, type FeedKind, type SignalKind } from '#domain/watch/watch.terms';
import type { LeadRow } from '#read-models/lead-board/lead-board';
import type { Page } from '#read-store/port';

/** One lead in the list. */
export class LeadRowAnswer implements LeadRow {
  @ApiProperty({ format: 'uuid' }) readonly leadId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'masked; `[erased]` once its days are over' }) readonly name!: string;
  @ApiProperty({ enum: leadStatuses }) readonly state!: LeadStatus;
  @ApiProperty({ enum: leadSources }) readonly source!: LeadSource;
  @ApiProperty({ enum: signalKinds, isArray: true, description: 'what was heard, each kind once' })
  readonly signalKinds!: readonly SignalKind[];
  @ApiProperty({ type: [String] }) readonly departments!: readonly string[];
  @ApiProperty({ description: 'rows of departments' }) readonly signals!: number;
  @ApiProperty({ description: 'reports of the person' }) readonly reports!: number;
  @ApiProperty({ format: 'date' }) readonly openedOn!: string;
  @ApiProperty({ format: 'date' }) readonly lastHeardOn!: string;
  @ApiProperty({ format: 'date', description: 'last day on which it can be read' }) readonly expiresOn!: string;
  @ApiProperty({ description: 'false once it is forgotten' }) readonly kept!: boolean;
  @ApiProperty({ type: [String], description: 'accounts' }) readonly assignees!: readonly string[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the household it is about, once it is linked' })
  readonly householdId!: string | null;
  @ApiProperty({ enum: leadDismissalReasons, nullable: true }) readonly dismissalReason!: LeadDismissalReason | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly endedOn!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
}

export class LeadPageAnswer implements Page<LeadRowAnswer> {
  @ApiProperty({ type: [LeadRowAnswer] }) readonly rows!: readonly LeadRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** What a department said. */
export class LeadSignalAnswer {
  @ApiProperty({ format: 'uuid' }) readonly signalId!: string;
  @ApiProperty({ enum: feedKinds }) readonly kind!: FeedKind;
  @ApiProperty() readonly department!: string;
  @ApiProperty({ format: 'date' }) readonly happenedOn!: string;
  @ApiProperty({ format: 'date' }) readonly receivedOn!: string;
  @ApiProperty({ type: Number, nullable: true }) readonly amountFen!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) readonly marks!: Readonly<Record<string, string>>;
  @ApiProperty({ type: [String], description: 'rules that would have raised a flag' }) readonly ruleIds!: readonly string[];
}

/** What the person told. */
export class LeadReportAnswer {
  @ApiProperty({ description: 'what he was told to ask after it by' }) readonly reference!: string;
  @ApiProperty({ enum: reportedChanges }) readonly change!: ReportedChange;
  @ApiProperty({ description: 'hidden until it is revealed' }) readonly words!: string;
  @ApiProperty({ description: 'masked until it is revealed' }) readonly phone!: string;
  @ApiProperty({ format: 'date' }) readonly reportedOn!: string;
}

/** A file that has the person. */
export class LeadHouseholdAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: ['applied', 'returned', 'registered', 'left_difficulty', 'turned_away', 'ended'] }) readonly status!: string;
}

/** One lead with what was heard; whom it is about is masked, or in full where it was asked for with a reason. */
export class LeadAnswer extends LeadRowAnswer {
  @ApiProperty({ description: 'masked, unless `revealed`' }) readonly idNumber!: string;
  @ApiProperty({ type: String, nullable: true, description: 'masked, unless `revealed`' }) readonly phone!: string | null;
  @ApiProperty() readonly revealed!: boolean;
  @ApiProperty({ type: [LeadSignalAnswer] }) readonly heard!: readonly LeadSignalAnswer[];
  @ApiProperty({ type: [LeadReportAnswer] }) readonly reported!: readonly LeadReportAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'why it was dismissed; hidden until it is revealed' })
  readonly explanation!: string | null;
  @ApiProperty({ type: LeadHouseholdAnswer, nullable: true, description: 'the file that has the person, where it is within reach' })
  readonly household!: LeadHouseholdAnswer | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'names of the accounts that are named',
  })
  readonly people!: Readonly<Record<string, string>>;
  @ApiProperty({ description: 'of the lead; to be sent as If-Match with the next command on it' }) readonly revision!: number;
}
