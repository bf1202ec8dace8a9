import type { Classification } from '#domain/policy/classification';
import type { Evidence } from '#domain/watch/watch.events';
import type { IncomeStanding } from '#domain/watch/watch.commands';

/**
 * Months of line that the classification compared the income with: its policy's window, read back from the figures it keeps, so
 * that it is known without that policy. The limit is line x months x persons x multiple, cut or raised to whole fen.
 */
const monthsCompared = ({ findings, lineMonthlyFen, inputs }: Classification): number | undefined => {
  const { limitFen, multiplePercent } = findings.find(({ rule }) => rule === 'relative')?.figures ?? {};
  const monthFen = (lineMonthlyFen * inputs.persons * Number(multiplePercent)) / 100;
  const months = Math.round(Number(limitFen) / monthFen);
  return Number.isSafeInteger(months) && months > 0 ? months : undefined;
};

/** The income of a classification as far as a judgement of risk looks at it; undefined where no line was compared. */
export const incomeOf = (classification: Classification, evidence: Evidence): IncomeStanding | undefined => {
  const windowMonths = monthsCompared(classification);
  if (windowMonths === undefined) return undefined;
  const { netFen, lineMonthlyFen, inputs } = classification;
  return { netFen, persons: inputs.persons, windowMonths, lineMonthlyFen, evidence };
};
