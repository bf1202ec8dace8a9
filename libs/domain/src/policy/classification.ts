import type { DifficultyCategory, ExclusionRule, NotEligibleReason, PolicyVersion, Rules } from './rules.js';

/** The five incomes of a household over the policy's window (a year), in fen. */
export type Incomes = Readonly<{ wageFen: number; businessFen: number; propertyFen: number; transferFen: number; otherFen: number }>;

/** The five rigid costs over the same window, in fen. */
export type RigidCosts = Readonly<{ medicalFen: number; disabilityCareFen: number; schoolingFen: number; housingFen: number; employmentFen: number }>;

export type Assets = Readonly<{
  homes: number;
  motorVehicle: boolean;
  mobilityAidVehicle: boolean;
  controllingShareholder: boolean;
  highFeeSchooling: boolean;
}>;

export type Accident = Readonly<{ kind: string; costFen: number; compensationFen: number }>;

/** Everything the rule looks at; stored in the event, so that the decision can be executed again years later. */
export type ClassificationInputs = Readonly<{
  area: string;
  /** The day whose line counts (date of application). */
  onDate: string;
  persons: number;
  incomes: Incomes;
  rigidCosts: RigidCosts;
  assets: Assets;
  accident?: Accident;
}>;

/** One rule's answer with its figures, in the order the rules were asked: what a caseworker reads as the reason. */
export type Finding = Readonly<{ rule: string; passed: boolean; figures: Readonly<Record<string, number | string>> }>;

export type Classification = Readonly<{
  policyVersion: PolicyVersion;
  inputs: ClassificationInputs;
  lineMonthlyFen: number;
  netFen: number;
  category: DifficultyCategory;
  reason?: NotEligibleReason;
  excludedBy: readonly ExclusionRule[];
  findings: readonly Finding[];
}>;

export type Classify = (inputs: ClassificationInputs, rules: Rules, policyVersion: PolicyVersion) => Classification;
