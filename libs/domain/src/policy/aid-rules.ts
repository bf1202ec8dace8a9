import type { AidItem, ApprovalLevel } from '../aid/aid.terms.js';
import type { FundSource, SourceLevel } from '../fund/fund.terms.js';
import type { DifficultyCategory } from './rules.js';

/** The lists and switches of the rules that carry no source of their own. */
export const sourcedRules = [
  'eligible',
  'itemsPerYear',
  'countsAsIncome',
  'importedFilesCountAsNoticed',
  'nationalFilesOnly',
  'carriesOver',
] as const;
export type SourcedRule = (typeof sourcedRules)[number];

/** How far one cap reaches: one payment, a person's calendar year, a household's. */
export const capPeriods = ['time', 'person_year', 'household_year'] as const;
export type CapPer = (typeof capPeriods)[number];

/** A fixed sum, months of the allowance line, or a share of the household's own-paid cost that the aid is about. */
export type CapLimit =
  | Readonly<{ kind: 'fixed'; fen: number }>
  | Readonly<{ kind: 'months_of_line'; months: number }>
  | Readonly<{ kind: 'share_of_cost'; percent: number }>;

/** 标准: an upper limit on one item, for all categories or for those named. `source` is the document it was taken from. */
export type Cap = Readonly<{
  capId: string;
  item: AidItem;
  per: CapPer;
  limit: CapLimit;
  categories?: readonly DifficultyCategory[];
  source: string;
}>;

/** A level that has to agree where the amount is above `aboveFen`; `needsDocument` for levels whose word comes on paper. */
export type ApprovalStep = Readonly<{ level: ApprovalLevel; aboveFen: number; needsDocument: boolean; source: string }>;

/** How goods may be bought, and up to which sum. */
export const procurementKinds = ['direct_purchase', 'inquiry', 'framework_agreement', 'competitive_negotiation', 'open_tender'] as const;
export type ProcurementKind = (typeof procurementKinds)[number];
export type ProcurementRule = Readonly<{ kind: ProcurementKind; upToFen?: number; source: string }>;

/** Goods that may not be bought for a while or for good. */
export type BannedGoods = Readonly<{ category: string; from: string; until?: string; source: string }>;

/** 帮扶资金使用: everything about giving aid that differs by place or year. */
export type AidRules = Readonly<{
  caps: readonly Cap[];
  approvals: readonly ApprovalStep[];
  /** Categories that may receive each item. */
  eligible: Readonly<Record<AidItem, readonly DifficultyCategory[]>>;
  /** Different ones of the six projects a household of a category may receive in a year; absent: any number. */
  itemsPerYear: Readonly<Partial<Record<DifficultyCategory, number>>>;
  /** Items whose earlier payments of the last 12 months are added to the income before another aid is judged. */
  countsAsIncome: readonly AidItem[];
  /** Help first, papers after: up to this sum, papers complete within this term. */
  urgent: Readonly<{ maxFen: number; termDays: number; counts: 'working_days' | 'calendar_days'; source: string }>;
  /** Files taken over from the system before were published under its rules. */
  importedFilesCountAsNoticed: boolean;
  /** Levels whose money only files of the national level may receive. */
  nationalFilesOnly: readonly SourceLevel[];
  /** Sources whose money may go on into the next year. */
  carriesOver: readonly FundSource[];
  procurement: readonly ProcurementRule[];
  bannedGoods: readonly BannedGoods[];
  /** The document each list or switch above was taken from. */
  sources: Readonly<Record<SourcedRule, string>>;
}>;
