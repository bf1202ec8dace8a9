import type { Classification } from '../policy/classification.js';
import type { DifficultyCategory, NotEligibleReason } from '../policy/rules.js';
import type { Claim } from './household-row.js';

/** What became of one row. Nothing personal is in it: a file is named by its number. */
export type Verdict = Readonly<{ row: number; fileNumber: string }> &
  (
    | Readonly<{ verdict: 'accepted'; category: DifficultyCategory; reason?: NotEligibleReason; declaredDiffers: boolean }>
    | Readonly<{ verdict: 'rejected'; code: string; column?: string }>
  );

/** What the policy gives, beside what the clerk thought; the difference is shown and stands in nobody's way. */
export const accepted = (
  { row, fileNumber }: Readonly<{ row: number; fileNumber: string }>,
  { category, reason }: Classification,
  claim: Claim,
): Verdict => {
  const declaredDiffers = claim.unmapped || (claim.category !== undefined && claim.category !== category);
  return { row, fileNumber, verdict: 'accepted', category, ...(reason && { reason }), declaredDiffers };
};

const COLUMNS = ['档案编号', 'verdict', 'code', 'category', 'reason', 'declared_differs'];

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const lineOf = (verdict: Verdict): readonly string[] =>
  verdict.verdict === 'accepted'
    ? [verdict.fileNumber, 'accepted', '', verdict.category, verdict.reason ?? '', verdict.declaredDiffers ? 'yes' : 'no']
    : [verdict.fileNumber, 'rejected', verdict.code, '', '', 'no'];

/** The verdicts as a table (RFC 4180 but for the line ends, which are plain line feeds), in the order of the rows. */
export const verdictsCsv = (verdicts: readonly Verdict[]): string =>
  [COLUMNS, ...verdicts.map(lineOf)].map((line) => `${line.map(quoted).join(',')}\n`).join('');

/** How many rows were accepted, and how many rejected for which reason. */
export type VerdictCounts = Readonly<{ accepted: number; rejected: number; byCode: Readonly<Record<string, number>> }>;

/** Counts verdicts; codes in alphabetical order, so that equal counts read the same. */
export const countVerdicts = (verdicts: readonly Verdict[]): VerdictCounts => {
  const counts = new Map<string, number>();
  for (const each of verdicts) if (each.verdict === 'rejected') counts.set(each.code, (counts.get(each.code) ?? 0) + 1);
  const rejected = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { accepted: verdicts.length - rejected, rejected, byCode: Object.fromEntries([...counts].sort()) };
};
