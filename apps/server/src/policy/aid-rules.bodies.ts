import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { aidItems, approvalLevels, type AidItem, type ApprovalLevel } from '#domain/aid/aid.terms';
import { fundSources, sourceLevels, type FundSource, type SourceLevel } from '#domain/fund/fund.terms';
import {
  capPeriods,
  procurementKinds,
  type AidRules,
  type ApprovalStep,
  type BannedGoods,
  type Cap,
  type CapLimit,
  type CapPer,
  type ProcurementKind,
  type ProcurementRule,
  type SourcedRule,
} from '#domain/policy/aid-rules';
import { difficultyCategories, type DifficultyCategory } from '#domain/policy/rules';
import { IsFen } from '../platform/amounts.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Nested, NestedList } from '../platform/nested.js';
import { IsText } from '../platform/text.js';

const LIMIT_KINDS: readonly CapLimit['kind'][] = ['fixed', 'months_of_line', 'share_of_cost'];

const IsSource = (): PropertyDecorator => IsText(500);
const IsWhole = (min: number, max: number): PropertyDecorator => applyDecorators(IsInt(), Min(min), Max(max));

/** Some of the known values, each once. */
const IsSomeOf = (known: readonly string[]): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(known.length), ArrayUnique(), IsIn(known, { each: true }));

/** A fixed sum (`fen`), months of the allowance line (`months`) or a share of the own-paid cost (`percent`), as `kind` says. */
export class CapLimitBody {
  @IsIn(LIMIT_KINDS) readonly kind!: CapLimit['kind'];
  @IsOptional() @IsFen() readonly fen?: number;
  @IsOptional() @IsWhole(0, 60) readonly months?: number;
  @IsOptional() @IsWhole(0, 100) readonly percent?: number;
}

/** An upper limit on one item. */
export class CapBody implements Cap {
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) readonly capId!: string;
  @IsIn(aidItems) readonly item!: AidItem;
  @IsIn(capPeriods) readonly per!: CapPer;
  @Nested(() => CapLimitBody) readonly limit!: CapLimit;
  /** All categories where it is left out. */
  @IsOptional() @IsSomeOf(difficultyCategories) @ArrayMinSize(1) readonly categories?: DifficultyCategory[];
  @IsSource() readonly source!: string;
}

/** A level that has to agree where the amount is above a sum. */
export class ApprovalStepBody implements ApprovalStep {
  @IsIn(approvalLevels) readonly level!: ApprovalLevel;
  @IsFen() readonly aboveFen!: number;
  @IsBoolean() readonly needsDocument!: boolean;
  @IsSource() readonly source!: string;
}

/** Categories that may receive each item. */
export class EligibleBody implements Record<AidItem, DifficultyCategory[]> {
  @IsSomeOf(difficultyCategories) readonly living_aid!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly medical_aid!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly study_aid!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly legal_aid!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly vocational_training!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly job_placement!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly temporary_aid!: DifficultyCategory[];
  @IsSomeOf(difficultyCategories) readonly warmth!: DifficultyCategory[];
}

/** Different projects a household of a category may receive in a year; any number where it is left out. */
export class ItemsPerYearBody implements Partial<Record<DifficultyCategory, number>> {
  @IsOptional() @IsWhole(0, 100) readonly deeply_difficult?: number;
  @IsOptional() @IsWhole(0, 100) readonly relatively_difficult?: number;
  @IsOptional() @IsWhole(0, 100) readonly accident_impoverished?: number;
  @IsOptional() @IsWhole(0, 100) readonly not_eligible?: number;
}

/** Help first, papers after: up to which sum, and the papers within which term. */
export class UrgentAidBody {
  @IsFen() readonly maxFen!: number;
  @IsWhole(1, 365) readonly termDays!: number;
  @IsIn(['working_days', 'calendar_days']) readonly counts!: AidRules['urgent']['counts'];
  @IsSource() readonly source!: string;
}

/** How goods may be bought, and up to which sum; any sum where it is left out. */
export class ProcurementRuleBody implements ProcurementRule {
  @IsIn(procurementKinds) readonly kind!: ProcurementKind;
  @IsOptional() @IsFen() readonly upToFen?: number;
  @IsSource() readonly source!: string;
}

/** Goods that may not be bought from a day on, the last day included. */
export class BannedGoodsBody implements BannedGoods {
  @IsText(40) readonly category!: string;
  @IsCalendarDate() readonly from!: string;
  @IsOptional() @IsCalendarDate() readonly until?: string;
  @IsSource() readonly source!: string;
}

/** The documents that the lists and switches were taken from. */
export class SourcesBody implements Record<SourcedRule, string> {
  @IsSource() readonly eligible!: string;
  @IsSource() readonly itemsPerYear!: string;
  @IsSource() readonly countsAsIncome!: string;
  @IsSource() readonly importedFilesCountAsNoticed!: string;
  @IsSource() readonly nationalFilesOnly!: string;
  @IsSource() readonly carriesOver!: string;
}

/** What a policy says about giving aid. */
export class AidRulesBody implements AidRules {
  @NestedList(() => CapBody, 200) readonly caps!: CapBody[];
  @NestedList(() => ApprovalStepBody, approvalLevels.length) @ArrayMinSize(1) readonly approvals!: ApprovalStepBody[];
  @Nested(() => EligibleBody) readonly eligible!: EligibleBody;
  @Nested(() => ItemsPerYearBody) readonly itemsPerYear!: ItemsPerYearBody;
  /** Items whose payments of the last twelve months count as income before another aid is judged. */
  @IsSomeOf(aidItems) readonly countsAsIncome!: AidItem[];
  @Nested(() => UrgentAidBody) readonly urgent!: UrgentAidBody;
  @IsBoolean() readonly importedFilesCountAsNoticed!: boolean;
  /** Levels whose money only files of the national level may receive. */
  @IsSomeOf(sourceLevels) readonly nationalFilesOnly!: SourceLevel[];
  /** Sources whose money may go on into the next year. */
  @IsSomeOf(fundSources) readonly carriesOver!: FundSource[];
  @NestedList(() => ProcurementRuleBody, 20) @ArrayMinSize(1) readonly procurement!: ProcurementRuleBody[];
  @NestedList(() => BannedGoodsBody, 500) readonly bannedGoods!: BannedGoodsBody[];
  @Nested(() => SourcesBody) readonly sources!: SourcesBody;
}
