import type { FundPurpose, FundSource, SourceLevel } from '../fund/fund.terms.js';
import type { ArchiveLevel } from '../household/household.terms.js';
import type { CapPer } from '../policy/aid-rules.js';
import type { DifficultyCategory, PolicyVersion } from '../policy/rules.js';
import type { AidItem, ApprovalLevel } from './aid.terms.js';

/** What a decision about aid looked at in the household's file: figures and standings, nothing personal. */
export type HouseholdStanding = Readonly<{
  householdId: string;
  /** Revision of the file that was looked at. */
  revision: number;
  status: 'applied' | 'returned' | 'registered' | 'closed';
  origin: 'application' | 'import';
  temporary: boolean;
  archiveLevel: ArchiveLevel;
  /** Of the last classification; absent where there is none. */
  category?: DifficultyCategory;
  persons: number;
  /** The day on which the public notice was closed after its working days. */
  noticeClosedOn?: string;
  /** Objections that were not dismissed. */
  openObjections: number;
  /** Reopened after a relapse: what the system before published counts no longer. */
  reopened: boolean;
  /** Whether the payee is the principal or a member of the household, and alive in the file. */
  payeeInHousehold: boolean;
}>;

/** What a decision looked at in the fund. Absent for goods, whose fund paid at their purchase. */
export type FundStanding = Readonly<{
  fundId: string;
  source: FundSource;
  sourceLevel: SourceLevel;
  purpose: FundPurpose;
  unitId: string;
  nationalFilesOnly: boolean;
  validFrom: string;
  validUntil: string;
  perAidMaxFen?: number;
  availableFen: number;
  closed: boolean;
  /** Whether the fund's unit is the household's own or one above it. */
  covers: boolean;
}>;

/** What a decision about goods looked at in the lot they come from; `purpose` is that of the fund that paid for it. */
export type LotStanding = Readonly<{
  lotId: string;
  unitId: string;
  purpose: FundPurpose;
  nationalFilesOnly: boolean;
  unitPriceFen: number;
  /** Whether the lot's unit is the household's own or one above it. */
  covers: boolean;
}>;

/** The policy's word on this aid: its item, for a household of this category. */
export type AidTerms = Readonly<{
  /** Categories that may receive the item. */
  eligible: readonly DifficultyCategory[];
  /** Different projects the household's category may receive in a year; absent: any number. */
  itemsPerYear?: number;
  urgentMaxFen: number;
  importedFilesCountAsNoticed: boolean;
  /** A cap of the item is a share of the household's own-paid cost. */
  needsCost: boolean;
}>;

/** The upper limit of a cap for one aid, worked out from its policy, before what was used is taken off. */
export type CapLimitFen = Readonly<{
  capId: string;
  per: CapPer;
  limitFen: number;
  figures: Readonly<Record<string, number | string>>;
  source: string;
}>;

/** A cap as it stood when the aid was counted against it. */
export type AppliedCap = CapLimitFen & Readonly<{ usedFen: number; leftFen: number }>;

/** Earlier aid that the policy counts as income, and the category it leaves the household in. */
export type IncomeWithAid = Readonly<{ earlierAidFen: number; netFen: number; category: DifficultyCategory }>;

/** The receipt of a decision: it can be executed again from this alone. */
export type AidDecision = Readonly<{
  policyVersion: PolicyVersion;
  onDate: string;
  household: HouseholdStanding;
  fund?: FundStanding;
  lot?: LotStanding;
  /** Absent where the policy says nothing about aid. */
  terms?: AidTerms;
  lineMonthlyFen: number;
  limits: readonly CapLimitFen[];
  /** Who has to agree, from the lowest up. */
  levels: readonly ApprovalLevel[];
  /** Of these levels, those whose agreement comes on paper. */
  documentLevels: readonly ApprovalLevel[];
  incomeWithAid?: IncomeWithAid;
  /** Items the household received or was promised this year, besides this aid. */
  itemsThisYear: readonly AidItem[];
}>;

/** Who agreed at which level. */
export type Approval = Readonly<{ level: ApprovalLevel; by: string; approvedOn: string; document?: string }>;
