import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, Matches, Max, Min, IsString } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import type { AllowanceLine, Comparison, ExclusionRule, LineTest, RequiredStep, Rules } from '#domain/policy/rules';
import { IsCalendarDate } from '../platform/dates.js';
import { Nested, NestedList, OptionalNested } from '../platform/nested.js';
import { IsText } from '../platform/text.js';
import { AidRulesBody } from './aid-rules.bodies.js';
import { WatchRulesBody } from './watch-rules.bodies.js';

const EXCLUSIONS: readonly ExclusionRule[] = ['homes', 'motor_vehicle', 'controlling_shareholder', 'high_fee_schooling'];
const STEPS: readonly RequiredStep[] = ['authorisation', 'survey', 'notice', 'review', 'data_match'];
const LINES_MAX = 1000;
const MONTHLY_FEN_MAX = 100_000_000;
const PERCENT_MAX = 1000;

const IsWhole = (min: number, max: number): PropertyDecorator => applyDecorators(IsInt(), Min(min), Max(max));

/** A region-code prefix: '4104' the city, '410481' one county. */
export const IsArea = (): PropertyDecorator => applyDecorators(IsString(), Matches(/^\d{2}(\d{2}){0,2}$/));

export class AllowanceLineBody implements AllowanceLine {
  @IsArea() readonly area!: string;
  @IsCalendarDate() readonly effectiveFrom!: string;
  /** Fen for each person and month. */
  @IsWhole(1, MONTHLY_FEN_MAX) readonly monthlyFen!: number;
  /** The document that sets it. */
  @IsText(500) readonly source!: string;
}

export class LineTestBody implements LineTest {
  @IsWhole(1, PERCENT_MAX) readonly multiplePercent!: number;
  @IsIn(['<', '<=']) readonly comparison!: Comparison;
}

export class AccidentTestBody {
  @IsWhole(1, PERCENT_MAX) readonly sharePercent!: number;
  @IsIn(['>', '>=']) readonly comparison!: '>' | '>=';
}

/** What a policy says, field by field as the domain knows it, which checks once more how the fields go together. */
export class RulesBody implements Rules {
  @NestedList(() => AllowanceLineBody, LINES_MAX) @ArrayMinSize(1) readonly lines!: AllowanceLineBody[];
  @IsWhole(1, 36) readonly windowMonths!: number;
  @Nested(() => LineTestBody) readonly deep!: LineTestBody;
  @Nested(() => LineTestBody) readonly relative!: LineTestBody;
  @Nested(() => LineTestBody) readonly marginal!: LineTestBody;
  @Nested(() => AccidentTestBody) readonly accident!: AccidentTestBody;
  @IsArray() @ArrayMaxSize(EXCLUSIONS.length) @ArrayUnique() @IsIn(EXCLUSIONS, { each: true }) readonly exclusions!: ExclusionRule[];
  @IsWhole(1, 100) readonly homesExcludedFrom!: number;
  @IsArray() @ArrayMaxSize(STEPS.length) @ArrayUnique() @IsIn(STEPS, { each: true }) readonly requiredSteps!: RequiredStep[];
  @IsWhole(1, 60) readonly noticeDays!: number;
  @IsIn(['working_days', 'calendar_days']) readonly noticeCounts!: Rules['noticeCounts'];
  @IsWhole(1, 365) readonly surveyWithinDays!: number;
  @IsWhole(1, 10) readonly minimumSurveyors!: number;
  @IsWhole(1, 60) readonly reverifyMonths!: number;
  @IsWhole(0, 60) readonly exitStableMonths!: number;
  @Nested(() => LineTestBody) readonly exit!: LineTestBody;
  /** Left out where the version says nothing about aid: none can be decided under it. */
  @OptionalNested(() => AidRulesBody) readonly aid?: AidRulesBody;
  /** Left out where the version says nothing about monitoring: nothing is taken in and no risk is judged under it. */
  @OptionalNested(() => WatchRulesBody) readonly watch?: WatchRulesBody;
}
