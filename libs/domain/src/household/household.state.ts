import type { RequiredStep } from '../policy/rules.js';
import type { HouseholdFacts, MonthlyIncome } from './household.facts.js';
import type { CancellationReason, DataSource, RejectionReason, VerificationOutcome, WithdrawalReason } from './household.terms.js';

/** A step that is done, and the revision of the event that says so. */
export type Done = Readonly<{ on: string; revision: number }>;

export type Notice = Readonly<{ postedOn: string; endsOn: string; closed?: Done }>;

export type Objection = Readonly<{ objectionId: string; status: 'open' | 'dismissed' | 'upheld' }>;

export type DataMatch = Readonly<{
  matchId: string;
  source: DataSource;
  on: string;
  revision: number;
  standing: 'clean' | 'hits' | 'explained';
}>;

/** What has been done towards an approval; a return undoes the steps it names, a relapse all of them. */
export type Steps = Readonly<{
  authorisation?: Done & Readonly<{ scope: readonly DataSource[]; signedBy: readonly string[] }>;
  survey?: Done & Readonly<{ surveyors: readonly string[] }>;
  notice?: Notice;
  objections: readonly Objection[];
  review?: Done;
  matches: readonly DataMatch[];
}>;

/** How a file ended. Only 脱困 (`left_difficulty`) can be followed by a relapse. */
export type Closing = Readonly<{ on: string; revision: number }> &
  (
    | Readonly<{ kind: 'left_difficulty' }>
    | Readonly<{ kind: 'rejected'; reasonKind: RejectionReason }>
    | Readonly<{ kind: 'cancelled'; reasonKind: CancellationReason }>
    | Readonly<{ kind: 'withdrawn'; reasonKind: WithdrawalReason }>
    | Readonly<{ kind: 'merged'; intoHouseholdId: string }>
  );

/** What a correction may name: a fact by its kind, a member by `member:<personId>`. */
export type FactKey = 'identity' | 'details' | 'incomes' | 'rigidCosts' | 'assets' | 'appliedOn' | 'surveyedOn' | `member:${string}`;

/** One recorded fact: the revision that recorded it, then those that corrected it; the last one counts. */
export type FactRecord = Readonly<{ key: FactKey; revisions: readonly number[] }>;

type FileRecord = Readonly<{
  householdId: string;
  /** Revision of the last event folded; corrections and evidence name events by it. */
  revision: number;
  facts: HouseholdFacts;
  steps: Steps;
  /** Accounts that entered facts of this file: none of them may review or approve it. */
  enteredBy: readonly string[];
  records: readonly FactRecord[];
  /** By month, the latest record of each. */
  monthlyIncomes: Readonly<Record<string, MonthlyIncome>>;
  relapses: number;
  /** 返困: the day of the last relapse, from which the steps are taken anew. */
  reopenedOn?: string;
  absorbed: readonly string[];
  /** The day of the last approval, yearly check or takeover. */
  lastVerifiedOn?: string;
  /** What the last yearly check found. */
  lastOutcome?: VerificationOutcome;
  /** 录入 in the national system. */
  nationalNumber?: string;
  enteredOn?: string;
  /** The facts as the legacy rows gave them: an import changes only what differs from here, never what was edited since. */
  imported?: Readonly<{ requestId: string; facts: HouseholdFacts }>;
}>;

export type AbsentHousehold = Readonly<{ status: 'absent' }>;
export type OpenHousehold = FileRecord & Readonly<{ status: 'applied' | 'returned' | 'registered' }>;
export type ClosedHousehold = FileRecord & Readonly<{ status: 'closed'; closing: Closing }>;
export type KnownHousehold = OpenHousehold | ClosedHousehold;

/** absent -> applied (<-> returned) -> registered -> closed; a relapse goes from closed to applied again. */
export type Household = AbsentHousehold | KnownHousehold;

export const noSteps: Steps = { objections: [], matches: [] };

/** The day that the file's present course began on: no step is older, and its line and policy are those of the classification. */
export const beganOn = ({ facts, reopenedOn }: KnownHousehold): string => reopenedOn ?? facts.appliedOn;

/** What completed each step, for those that are complete. */
export const stepsDone = ({ authorisation, survey, notice, review, matches }: Steps): ReadonlyMap<RequiredStep, Done> => {
  const steps: [RequiredStep, Done | undefined][] = [
    ['authorisation', authorisation],
    ['survey', survey],
    ['notice', notice?.closed],
    ['review', review],
    ['data_match', matches.at(-1)],
  ];
  return new Map(steps.flatMap(([step, done]) => (done === undefined ? [] : [[step, done] as const])));
};

/** The revision whose word counts for a kind of fact now; undefined where nothing was recorded. */
export const revisionInForce = (records: readonly FactRecord[], key: FactKey): number | undefined =>
  records
    .filter((record) => record.key === key)
    .at(-1)
    ?.revisions.at(-1);
