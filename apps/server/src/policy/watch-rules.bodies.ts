import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { dataSources, hardshipCauses, type DataSource, type HardshipCause } from '#domain/household/household.terms';
import {
  ruleEffects,
  ruleScopes,
  type FeedMapping,
  type MarkColumn,
  type MarkTest,
  type RiskCondition,
  type RiskRule,
  type RuleEffect,
  type RuleScope,
  type SourcedWatchRule,
  type Term,
  type WatchRules,
} from '#domain/policy/watch-rules';
import { feedKinds, severities, signalKinds, type FeedKind, type Severity, type SignalKind } from '#domain/watch/watch.terms';
import { IsFen } from '../platform/amounts.js';
import { Nested, NestedList } from '../platform/nested.js';
import { IsText } from '../platform/text.js';

const CONDITION_KINDS: readonly RiskCondition['kind'][] = ['signal_sum', 'signal_count', 'net_income', 'verification_overdue', 'aid_ended'];
const COUNTINGS: readonly Term['counts'][] = ['working_days', 'calendar_days'];
const DAYS_MAX = 3650;
const WORDS_MAX = 100;
const WORD_MAX = 100;

const IsSource = (): PropertyDecorator => IsText(500);
const IsWord = (): PropertyDecorator => IsText(WORD_MAX);
const IsWhole = (min: number, max: number): PropertyDecorator => applyDecorators(IsInt(), Min(min), Max(max));
const IsMark = (): PropertyDecorator => applyDecorators(IsString(), Matches(/^[a-z][a-zA-Z0-9_]{0,39}$/));

const isWord = (value: unknown): boolean => typeof value === 'string' && value.length <= WORD_MAX && /\S/.test(value);

const isWordMap = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length <= WORDS_MAX &&
  Object.entries(value).every((pair) => pair.every(isWord));

/** An object of any names that holds a word for each. */
const IsWordMap = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } }),
    ValidateBy({
      name: 'isWordMap',
      validator: {
        validate: isWordMap,
        defaultMessage: () => `$property must hold at most ${WORDS_MAX} words of at most ${WORD_MAX} characters, each by a word`,
      },
    }),
  );

/** One of the values (`oneOf`), or a whole number of at least so much (`atLeast`): one of the two. */
export class MarkTestBody {
  @IsMark() readonly mark!: string;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WORDS_MAX)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(WORD_MAX, {
    each: true,
  })
  readonly oneOf?: string[];
  @IsOptional() @IsWhole(0, Number.MAX_SAFE_INTEGER) readonly atLeast?: number;
}

/**
 * `signal_sum` and `signal_count` name `signal`, `withinDays`, `heardWithinDays`, `where` and a limit (`atLeastFen`, `atLeast`);
 * `net_income` names `atMostPercentOfLine`, `verification_overdue` `byDays`, `aid_ended` `sinceDays`.
 */
export class RiskConditionBody {
  @IsIn(CONDITION_KINDS) readonly kind!: RiskCondition['kind'];
  @IsOptional() @IsIn(signalKinds) readonly signal?: SignalKind;
  @IsOptional() @IsWhole(0, DAYS_MAX) readonly withinDays?: number;
  @IsOptional() @IsWhole(0, DAYS_MAX) readonly heardWithinDays?: number;
  @IsOptional() @NestedList(() => MarkTestBody, 8) readonly where?: MarkTest[];
  @IsOptional() @IsFen() readonly atLeastFen?: number;
  @IsOptional() @IsWhole(1, 1000) readonly atLeast?: number;
  @IsOptional() @IsWhole(1, 1000) readonly atMostPercentOfLine?: number;
  @IsOptional() @IsWhole(1, DAYS_MAX) readonly byDays?: number;
  @IsOptional() @IsWhole(1, DAYS_MAX) readonly sinceDays?: number;
}

/** What raises a flag, all of its conditions together. */
export class RiskRuleBody implements RiskRule {
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) readonly ruleId!: string;
  @IsText(200) readonly title!: string;
  @IsIn(ruleScopes) readonly scope!: RuleScope;
  @IsIn(ruleEffects) readonly effect!: RuleEffect;
  @NestedList(() => RiskConditionBody, 8) @ArrayMinSize(1) readonly needs!: RiskCondition[];
  @IsIn(severities) readonly severity!: Severity;
  @IsIn(hardshipCauses) readonly cause!: HardshipCause;
  @IsSource() readonly source!: string;
}

export class WatchTermBody implements Term {
  @IsWhole(1, 365) readonly days!: number;
  @IsIn(COUNTINGS) readonly counts!: Term['counts'];
  @IsSource() readonly source!: string;
}

/** A column that is kept as a mark; with `values` these words alone are known, each with what it is kept as. */
export class MarkColumnBody implements MarkColumn {
  @IsMark() readonly mark!: string;
  @IsWord() readonly column!: string;
  @IsOptional() @IsWordMap() readonly values?: Record<string, string>;
}

/** Which column of a department's file says what. */
export class FeedMappingBody implements FeedMapping {
  @IsIn(feedKinds) readonly feed!: FeedKind;
  @IsWord() readonly department!: string;
  @IsIn(dataSources) readonly needs!: DataSource;
  @IsWord() readonly name!: string;
  @IsWord() readonly idNumber!: string;
  /** A day or a month; the day of receipt where it is left out. */
  @IsOptional() @IsWord() readonly date?: string;
  @IsOptional() @IsWord() readonly amountYuan?: string;
  @NestedList(() => MarkColumnBody, 20) readonly marks!: MarkColumnBody[];
  /** Rows that pass none of these are no signal; where there are none, every row is. */
  @NestedList(() => MarkTestBody, 8) readonly signalWhenAny!: MarkTest[];
}

/** Months between two looks at a household, by severity. */
export class FollowUpMonthsBody implements Record<Severity, number> {
  @IsWhole(1, 24) readonly red!: number;
  @IsWhole(1, 24) readonly yellow!: number;
  @IsWhole(1, 24) readonly green!: number;
}

/** The documents that the other figures were taken from. */
export class WatchSourcesBody implements Record<SourcedWatchRule, string> {
  @IsSource() readonly feeds!: string;
  @IsSource() readonly importedFilesCountAsAuthorised!: string;
  @IsSource() readonly minimumVisitors!: string;
  @IsSource() readonly followUpMonths!: string;
  @IsSource() readonly stableMonths!: string;
  @IsSource() readonly reviewMonths!: string;
  @IsSource() readonly remindDaysBefore!: string;
  @IsSource() readonly massRelapseBasisPoints!: string;
  @IsSource() readonly leadKeepDays!: string;
}

/** What a policy says about monitoring. */
export class WatchRulesBody implements WatchRules {
  @NestedList(() => RiskRuleBody, 200) readonly rules!: RiskRuleBody[];
  @NestedList(() => FeedMappingBody, feedKinds.length) readonly feeds!: FeedMappingBody[];
  @IsBoolean() readonly importedFilesCountAsAuthorised!: boolean;
  @Nested(() => WatchTermBody) readonly verify!: WatchTermBody;
  @IsWhole(1, 10) readonly minimumVisitors!: number;
  @Nested(() => WatchTermBody) readonly plan!: WatchTermBody;
  @Nested(() => WatchTermBody) readonly recheck!: WatchTermBody;
  @Nested(() => FollowUpMonthsBody) readonly followUpMonths!: FollowUpMonthsBody;
  @IsWhole(1, 60) readonly stableMonths!: number;
  @IsWhole(1, 60) readonly reviewMonths!: number;
  @IsWhole(0, 60) readonly remindDaysBefore!: number;
  @Nested(() => WatchTermBody) readonly escalate!: WatchTermBody;
  /** In hundredths of a percent. */
  @IsWhole(0, 10_000) readonly massRelapseBasisPoints!: number;
  @IsWhole(1, 365) readonly leadKeepDays!: number;
  @Nested(() => WatchSourcesBody) readonly sources!: WatchSourcesBody;
}
