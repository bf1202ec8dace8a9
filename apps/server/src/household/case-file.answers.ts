import { ApiProperty, ApiPropertyOptional as Maybe } from '@nestjs/swagger';
import { revealableFields, type RevealableField } from '#domain/access/access.events';
import {
  dataSources,
  transferReasons,
  verificationOutcomes,
  type DataSource,
  type TransferReason,
  type VerificationOutcome,
} from '#domain/household/household.terms';
import type { RequiredStep } from '#domain/policy/rules';
import type { CaseFile, DataMatchEntry, DecisionReceipt, NoticeEntry, ObjectionEntry, Recording } from '#read-models/case-file/case-file';
import type { Unhashed } from '../platform/masking.js';
import { FileAnswer } from './file.answers.js';
import { requiredSteps } from './required-steps.js';

type Entry<List extends keyof CaseFile> = CaseFile[List] extends readonly (infer Item)[] ? Unhashed<Item> : never;

const anything = { type: 'object', additionalProperties: true } as const;
const dated = { type: String, format: 'date' } as const;
const ids = (whose: 'account' | 'person') => ({ type: String, isArray: true, description: `${whose} ids` });

/** Who recorded something, when and why. */
export class RecordingAnswer implements Recording {
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @Maybe(dated) readonly effectiveOn?: string;
  @ApiProperty({ description: 'account id; its name stands in `people`' }) readonly by!: string;
  @ApiProperty() readonly role!: string;
  @ApiProperty() readonly unit!: string;
  @Maybe() readonly reason?: string;
}

class AuthorisationEntry extends RecordingAnswer implements Entry<'authorisations'> {
  @ApiProperty({ enum: dataSources, isArray: true }) readonly scope!: readonly DataSource[];
  @ApiProperty(dated) readonly signedOn!: string;
  @ApiProperty(ids('person')) readonly signedBy!: readonly string[];
}

class SurveyEntry extends RecordingAnswer implements Entry<'surveys'> {
  @ApiProperty() readonly personId!: string;
  @ApiProperty(dated) readonly surveyedOn!: string;
  @ApiProperty(ids('account')) readonly surveyors!: readonly string[];
  @ApiProperty() readonly findings!: string;
}

class NoticeClosedEntry extends RecordingAnswer {
  @ApiProperty() readonly unitId!: string;
  @ApiProperty(dated) readonly closedOn!: string;
}

class NoticeEntryAnswer extends RecordingAnswer implements NoticeEntry {
  @ApiProperty() readonly unitId!: string;
  @ApiProperty(dated) readonly postedOn!: string;
  @ApiProperty(dated) readonly endsOn!: string;
  @ApiProperty() readonly place!: string;
  @Maybe() readonly closed?: NoticeClosedEntry;
}

class ResolutionEntry extends RecordingAnswer {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly objectionId!: string;
  @ApiProperty(dated) readonly resolvedOn!: string;
  @ApiProperty({ enum: ['dismissed', 'upheld'] }) readonly outcome!: 'dismissed' | 'upheld';
  @ApiProperty() readonly findings!: string;
}

class ObjectionEntryAnswer extends RecordingAnswer implements ObjectionEntry {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly objectionId!: string;
  @ApiProperty(dated) readonly raisedOn!: string;
  @ApiProperty() readonly text!: string;
  @Maybe() readonly resolution?: ResolutionEntry;
}

class ExplanationEntry extends RecordingAnswer {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly matchId!: string;
  @ApiProperty(dated) readonly explainedOn!: string;
  @ApiProperty() readonly explanation!: string;
}

class DataMatchEntryAnswer extends RecordingAnswer implements DataMatchEntry {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly matchId!: string;
  @ApiProperty({ enum: dataSources }) readonly source!: DataSource;
  @ApiProperty({ enum: ['clean', 'hits'] }) readonly result!: 'clean' | 'hits';
  @ApiProperty(dated) readonly matchedOn!: string;
  @Maybe() readonly hits?: string;
  @Maybe() readonly explained?: ExplanationEntry;
}

class ReturnEntry extends RecordingAnswer implements Entry<'returns'> {
  @ApiProperty() readonly unitId!: string;
  @ApiProperty(dated) readonly returnedOn!: string;
  @ApiProperty({ enum: requiredSteps, isArray: true }) readonly redo!: readonly RequiredStep[];
}

class VerificationEntry extends RecordingAnswer implements Entry<'verifications'> {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty(dated) readonly verifiedOn!: string;
  @ApiProperty({ enum: verificationOutcomes }) readonly outcome!: VerificationOutcome;
  @ApiProperty(dated) readonly nextDueOn!: string;
  @Maybe() readonly findings?: string;
}

class TransferEntry extends RecordingAnswer implements Entry<'transfers'> {
  @ApiProperty() readonly fromUnitId!: string;
  @ApiProperty() readonly toUnitId!: string;
  @ApiProperty(dated) readonly transferredOn!: string;
  @ApiProperty({ enum: transferReasons }) readonly reasonKind!: TransferReason;
}

class AbsorbedEntry extends RecordingAnswer implements Entry<'absorbed'> {
  @ApiProperty() readonly absorbedHouseholdId!: string;
  @ApiProperty(dated) readonly mergedOn!: string;
}

class CorrectionEntry extends RecordingAnswer {
  @ApiProperty() readonly correctsRevision!: number;
  @ApiProperty({ ...anything, description: 'its `kind`, and the fact as it should have been' })
  readonly correction!: Entry<'corrections'>['correction'];
}

/** A decision with all it was based on. */
class DecisionEntry extends RecordingAnswer {
  @ApiProperty({ type: String, description: 'the event, for instance HouseholdApproved' }) readonly type!: DecisionReceipt['type'];
  @ApiProperty(anything) readonly data!: Unhashed<DecisionReceipt['data']>;
}

/** The whole file of one household. */
export class CaseFileAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: ['applied', 'returned', 'registered', 'closed'] }) readonly status!: CaseFile['status'];
  @ApiProperty({ format: 'date-time' }) readonly openedAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
  @ApiProperty() readonly file!: FileAnswer;
  @ApiProperty({ type: [AuthorisationEntry] }) readonly authorisations!: readonly AuthorisationEntry[];
  @ApiProperty({ type: [SurveyEntry] }) readonly surveys!: readonly SurveyEntry[];
  @ApiProperty({ type: [NoticeEntryAnswer] }) readonly notices!: readonly NoticeEntryAnswer[];
  @ApiProperty({ type: [ObjectionEntryAnswer] }) readonly objections!: readonly ObjectionEntryAnswer[];
  @ApiProperty({ type: [DataMatchEntryAnswer] }) readonly dataMatches!: readonly DataMatchEntryAnswer[];
  @ApiProperty({ type: [ReturnEntry] }) readonly returns!: readonly ReturnEntry[];
  @ApiProperty({ type: [VerificationEntry] }) readonly verifications!: readonly VerificationEntry[];
  @ApiProperty({ type: [TransferEntry] }) readonly transfers!: readonly TransferEntry[];
  @ApiProperty({ type: [AbsorbedEntry] }) readonly absorbed!: readonly AbsorbedEntry[];
  @ApiProperty({ type: [CorrectionEntry] }) readonly corrections!: readonly CorrectionEntry[];
  @ApiProperty({ type: [DecisionEntry] }) readonly decisions!: readonly DecisionEntry[];
  /** Kinds of values that are masked in this answer. */
  @ApiProperty({ enum: revealableFields, isArray: true }) readonly masked!: readonly RevealableField[];
  /** Names of the staff whose account ids stand in the file. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) readonly people!: Readonly<Record<string, string>>;
}
