import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  AidDecision,
  AidTerms,
  AppliedCap,
  Approval,
  CapLimitFen,
  FundStanding,
  HouseholdStanding,
  IncomeWithAid,
  LotStanding,
} from '#domain/aid/aid.decision';
import { aidStatuses, type AidStatus } from '#domain/aid/aid.state';
import { aidForms, aidItems, approvalLevels, type AidForm, type AidItem, type ApprovalLevel } from '#domain/aid/aid.terms';
import { fundPurposes, fundSources, sourceLevels, type FundPurpose, type FundSource, type SourceLevel } from '#domain/fund/fund.terms';
import { archiveLevels, type ArchiveLevel } from '#domain/household/household.terms';
import { capPeriods, type CapPer } from '#domain/policy/aid-rules';
import { difficultyCategories, type DifficultyCategory } from '#domain/policy/rules';

/** An upper limit of the policy and how it was worked out. */
export class CapLimitAnswer implements CapLimitFen {
  @ApiProperty({ example: 'living-12-months' }) readonly capId!: string;
  @ApiProperty({ enum: capPeriods }) readonly per!: CapPer;
  @ApiProperty() readonly limitFen!: number;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly figures!: Readonly<Record<string, number | string>>;
  @ApiProperty({ description: 'the document it was taken from' }) readonly source!: string;
}

/** A limit with what was used of it and what was left. */
export class AppliedCapAnswer extends CapLimitAnswer implements AppliedCap {
  @ApiProperty() readonly usedFen!: number;
  @ApiProperty() readonly leftFen!: number;
}

export class HouseholdStandingAnswer implements HouseholdStanding {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ enum: ['applied', 'returned', 'registered', 'closed'] }) readonly status!: HouseholdStanding['status'];
  @ApiProperty({ enum: ['application', 'import'] }) readonly origin!: HouseholdStanding['origin'];
  @ApiProperty() readonly temporary!: boolean;
  @ApiProperty({ enum: archiveLevels }) readonly archiveLevel!: ArchiveLevel;
  @ApiPropertyOptional({ enum: difficultyCategories }) readonly category?: DifficultyCategory;
  @ApiProperty() readonly persons!: number;
  @ApiPropertyOptional({ format: 'date' }) readonly noticeClosedOn?: string;
  @ApiProperty() readonly openObjections!: number;
  @ApiProperty() readonly reopened!: boolean;
  @ApiProperty() readonly payeeInHousehold!: boolean;
}

export class FundStandingAnswer implements FundStanding {
  @ApiProperty({ format: 'uuid' }) readonly fundId!: string;
  @ApiProperty({ enum: fundSources }) readonly source!: FundSource;
  @ApiProperty({ enum: sourceLevels }) readonly sourceLevel!: SourceLevel;
  @ApiProperty({ enum: fundPurposes }) readonly purpose!: FundPurpose;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly nationalFilesOnly!: boolean;
  @ApiProperty({ format: 'date' }) readonly validFrom!: string;
  @ApiProperty({ format: 'date' }) readonly validUntil!: string;
  @ApiPropertyOptional() readonly perAidMaxFen?: number;
  @ApiProperty() readonly availableFen!: number;
  @ApiProperty() readonly closed!: boolean;
  @ApiProperty() readonly covers!: boolean;
}

export class LotStandingAnswer implements LotStanding {
  @ApiProperty({ format: 'uuid' }) readonly lotId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty({ enum: fundPurposes }) readonly purpose!: FundPurpose;
  @ApiProperty() readonly nationalFilesOnly!: boolean;
  @ApiProperty() readonly unitPriceFen!: number;
  @ApiProperty() readonly covers!: boolean;
}

/** The policy's word on the aid. */
export class AidTermsAnswer implements AidTerms {
  @ApiProperty({ enum: difficultyCategories, isArray: true }) readonly eligible!: readonly DifficultyCategory[];
  @ApiPropertyOptional() readonly itemsPerYear?: number;
  @ApiProperty() readonly urgentMaxFen!: number;
  @ApiProperty() readonly importedFilesCountAsNoticed!: boolean;
  @ApiProperty() readonly needsCost!: boolean;
}

export class IncomeWithAidAnswer implements IncomeWithAid {
  @ApiProperty() readonly earlierAidFen!: number;
  @ApiProperty() readonly netFen!: number;
  @ApiProperty({ enum: difficultyCategories }) readonly category!: DifficultyCategory;
}

/** The receipt of a decision: what was looked at, under which policy. It can be judged again from this alone. */
export class AidDecisionAnswer implements AidDecision {
  @ApiProperty({ example: 'pingdingshan@1' }) readonly policyVersion!: string;
  @ApiProperty({ format: 'date' }) readonly onDate!: string;
  @ApiProperty() readonly household!: HouseholdStandingAnswer;
  @ApiPropertyOptional() readonly fund?: FundStandingAnswer;
  @ApiPropertyOptional() readonly lot?: LotStandingAnswer;
  @ApiPropertyOptional() readonly terms?: AidTermsAnswer;
  @ApiProperty() readonly lineMonthlyFen!: number;
  @ApiProperty({ type: [CapLimitAnswer] }) readonly limits!: readonly CapLimitAnswer[];
  @ApiProperty({ enum: approvalLevels, isArray: true }) readonly levels!: readonly ApprovalLevel[];
  @ApiProperty({ enum: approvalLevels, isArray: true }) readonly documentLevels!: readonly ApprovalLevel[];
  @ApiPropertyOptional() readonly incomeWithAid?: IncomeWithAidAnswer;
  @ApiProperty({ enum: aidItems, isArray: true }) readonly itemsThisYear!: readonly AidItem[];
}

export class ApprovalAnswer implements Approval {
  @ApiProperty({ enum: approvalLevels }) readonly level!: ApprovalLevel;
  @ApiProperty() readonly by!: string;
  @ApiProperty({ format: 'date' }) readonly approvedOn!: string;
  @ApiPropertyOptional() readonly document?: string;
}

export class ClawBackAnswer {
  @ApiProperty() readonly orderedFen!: number;
  @ApiProperty() readonly recoveredFen!: number;
  @ApiProperty({ type: [String] }) readonly recoveryIds!: readonly string[];
}

/** 凭条 in words, line by line: what was decided, under which rules, against which caps, by whom. */
export class ReceiptLineAnswer {
  @ApiProperty({ example: '帮扶项目' }) readonly title!: string;
  @ApiProperty({ example: '生活救助' }) readonly text!: string;
}

/** One aid as it stands, with the receipt of its latest decision. */
export class AidAnswer {
  @ApiProperty({ format: 'uuid' }) readonly aidId!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ enum: aidStatuses }) readonly status!: AidStatus;
  @ApiProperty() readonly round!: number;
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: aidItems }) readonly item!: AidItem;
  @ApiProperty({ enum: aidForms }) readonly form!: AidForm;
  @ApiProperty() readonly amountFen!: number;
  @ApiProperty() readonly fundId!: string;
  @ApiPropertyOptional({ format: 'uuid' }) readonly lotId?: string;
  @ApiPropertyOptional() readonly quantity?: number;
  @ApiProperty({ format: 'uuid' }) readonly payeePersonId!: string;
  @ApiProperty() readonly payeeName!: string;
  @ApiProperty() readonly basis!: string;
  @ApiPropertyOptional() readonly costFen?: number;
  @ApiProperty({ format: 'date' }) readonly proposedOn!: string;
  @ApiProperty() readonly urgent!: boolean;
  @ApiPropertyOptional({ description: 'in the clear for those who propose, review or approve there' }) readonly statement?: string;
  @ApiProperty() readonly decision!: AidDecisionAnswer;
  @ApiProperty({ type: [AppliedCapAnswer], description: 'caps as they stood when the aid was counted against them' })
  readonly caps!: readonly AppliedCapAnswer[];
  @ApiProperty({ type: [ApprovalAnswer] }) readonly approvals!: readonly ApprovalAnswer[];
  @ApiProperty({ enum: approvalLevels, isArray: true, description: 'levels that still have to agree, the next one first' })
  readonly levelsDue!: readonly ApprovalLevel[];
  @ApiProperty({ type: [String] }) readonly proposedBy!: readonly string[];
  @ApiProperty({ type: [String] }) readonly reviewedBy!: readonly string[];
  @ApiPropertyOptional({ format: 'uuid' }) readonly batchId?: string;
  @ApiProperty() readonly bounced!: boolean;
  @ApiPropertyOptional({ format: 'date' }) readonly grantedOn?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly paidOn?: string;
  @ApiProperty() readonly paidFen!: number;
  @ApiPropertyOptional() readonly clawBack?: ClawBackAnswer;
  @ApiPropertyOptional({ format: 'date' }) readonly papersDueOn?: string;
  @ApiPropertyOptional({ format: 'date' }) readonly papersCompletedOn?: string;
  @ApiProperty({ type: [ReceiptLineAnswer] }) readonly receipt!: readonly ReceiptLineAnswer[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'names of the staff, by account' })
  readonly people!: Readonly<Record<string, string>>;
}
