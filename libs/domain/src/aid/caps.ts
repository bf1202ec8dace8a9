import { classify, lineFor, type ClassificationInputs } from '../policy/classification.js';
import type { AidRules, Cap } from '../policy/aid-rules.js';
import type { DifficultyCategory, PolicyVersion, Rules } from '../policy/rules.js';
import type { CapLimitFen, IncomeWithAid } from './aid.decision.js';
import { approvalLevels, type AidItem, type ApprovalLevel } from './aid.terms.js';

/** What the limits of an aid depend on. `area` is a region code, `costFen` the household's own-paid part of the cost. */
export type LimitQuestion = Readonly<{ item: AidItem; category?: DifficultyCategory; area: string; onDate: string; costFen?: number }>;

/** A household without a category yet is held to every cap of the item. */
const holdsFor = ({ item, categories }: Cap, asked: LimitQuestion): boolean =>
  item === asked.item && (categories === undefined || asked.category === undefined || categories.includes(asked.category));

/** Whole fen of a share, the rest dropped: a limit is never exceeded by rounding. BigInt, as the product may pass 2^53. */
const shareOf = (costFen: number, percent: number): number => Number((BigInt(costFen) * BigInt(percent)) / 100n);

const limitOf = ({ capId, per, limit, source }: Cap, lineMonthlyFen: number, costFen: number): CapLimitFen => {
  switch (limit.kind) {
    case 'fixed':
      return { capId, per, limitFen: limit.fen, figures: { fen: limit.fen }, source };
    case 'months_of_line': {
      const { months } = limit;
      return { capId, per, limitFen: lineMonthlyFen * months, figures: { months, lineMonthlyFen }, source };
    }
    case 'share_of_cost': {
      const { percent } = limit;
      return { capId, per, limitFen: shareOf(costFen, percent), figures: { percent, costFen }, source };
    }
  }
};

/**
 * The upper limits of one aid, in the policy's order, before what was used is taken off: a fixed sum, months of the
 * allowance line of the area on the day, or a share of the own-paid cost (none named: 0) rounded down. Central rule 2015:
 * living aid up to 12 months of the line, medical aid up to the own-paid part.
 * @throws {Refusal} `no-line-for-date`
 */
export const limitsFor = (rules: Pick<Rules, 'lines' | 'aid'>, asked: LimitQuestion): CapLimitFen[] => {
  const { monthlyFen } = lineFor(rules, asked.area, asked.onDate);
  const caps = rules.aid?.caps ?? [];
  return caps.filter((cap) => holdsFor(cap, asked)).map((cap) => limitOf(cap, monthlyFen, asked.costFen ?? 0));
};

/** True where one of the item's caps is a share of the cost, so that the cost has to be named. */
export const needsCost = ({ caps }: AidRules, asked: LimitQuestion): boolean =>
  caps.some((cap) => cap.limit.kind === 'share_of_cost' && holdsFor(cap, asked));

/** Who has to agree to a sum, from the lowest up: every level whose threshold the sum is above. */
export const levelsFor = ({ approvals }: Pick<AidRules, 'approvals'>, amountFen: number): ApprovalLevel[] =>
  approvalLevels.filter((level) => approvals.some((step) => step.level === level && amountFen > step.aboveFen));

/** Of these levels, those whose agreement has to come on paper for this sum. */
export const documentLevelsFor = ({ approvals }: Pick<AidRules, 'approvals'>, amountFen: number): ApprovalLevel[] =>
  approvalLevels.filter((level) => approvals.some((step) => step.level === level && step.needsDocument && amountFen > step.aboveFen));

/**
 * The household's income with earlier aid added to it, and the category that leaves it in: the stored inputs of its
 * classification, with `earlierAidFen` as other income, judged again (as practised by one province and by Jiangmen 2025,
 * where aid counts as income; which items do is a policy parameter).
 * @throws {Refusal} `no-line-for-date`, `invalid-classification-inputs`
 */
export const incomeWithAid = (
  inputs: ClassificationInputs,
  earlierAidFen: number,
  rules: Rules,
  policyVersion: PolicyVersion,
): IncomeWithAid => {
  const incomes = { ...inputs.incomes, otherFen: inputs.incomes.otherFen + earlierAidFen };
  const { netFen, category } = classify({ ...inputs, incomes }, rules, policyVersion);
  return { earlierAidFen, netFen, category };
};
