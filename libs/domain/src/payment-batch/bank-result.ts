import type { BounceReason } from '../aid/aid.terms.js';
import { sameValue } from '../kernel/equality.js';
import { normaliseBankCard } from '../person/bank-card.js';
import type { LineOutcome, UnmatchedCause, UnmatchedRow } from './payment-batch.events.js';

/** What the bank says of a payment: it arrived, or it came back. */
export type BankAnswer = Readonly<{ outcome: 'paid'; on: string }> | Readonly<{ outcome: 'bounced'; on: string; reason: BounceReason }>;

/** A row of the bank's file; what could not be read is absent. The card may be given in full, or by its last digits behind a mask. */
export type BankRow = Readonly<{ row: number; lineNumber?: number; amountFen?: number; cardNumber?: string; answer?: BankAnswer }>;

/** A line of the list with the card it was sent to; `answered` where an earlier file, or a person, spoke about it. */
export type ExpectedLine = Readonly<{ lineNumber: number; aidId: string; amountFen: number; cardNumber: string; answered: boolean }>;

/** What a file says about a list. Every row is in `outcomes` or in `unmatched`, and stands for one line at most. */
export type MatchedResult = Readonly<{ outcomes: readonly LineOutcome[]; unmatched: readonly UnmatchedRow[] }>;

/** `unmatchedIdOf` names a row for good; `today` is the last day that a bank can report. */
export type Matching = Readonly<{ unmatchedIdOf: (row: number) => string; today: string }>;

type ReadRow = Required<BankRow>;
type Judged = Readonly<{ row: BankRow; cause: UnmatchedCause }> | Readonly<{ row: ReadRow; line: ExpectedLine }>;

const SHOWN_DIGITS = 4;

/** The digits that a bank shows of a card: all of them, or those behind its mask. */
const shownDigits = (card: string): string => /\d*$/.exec(normaliseBankCard(card))?.[0] ?? '';

/** The same card, as far as the bank shows it: four last digits at the least. */
const isCard = (shown: string, cardNumber: string): boolean => {
  const [digits, whole] = [shownDigits(shown), normaliseBankCard(cardNumber)];
  const masked = digits.length === SHOWN_DIGITS || digits !== normaliseBankCard(shown);
  return digits.length >= SHOWN_DIGITS && (masked ? whole.endsWith(digits) : whole === digits);
};

const isRead = (row: BankRow, today: string): row is ReadRow =>
  row.lineNumber !== undefined &&
  row.amountFen !== undefined &&
  row.cardNumber !== undefined &&
  row.answer !== undefined &&
  row.answer.on <= today;

const judge = (row: BankRow, lines: ReadonlyMap<number, ExpectedLine>, today: string): Judged => {
  if (!isRead(row, today)) return { row, cause: 'row_unreadable' };
  const line = lines.get(row.lineNumber);
  if (!line) return { row, cause: 'line_unknown' };
  if (line.amountFen !== row.amountFen) return { row, cause: 'amount_differs' };
  if (!isCard(row.cardNumber, line.cardNumber)) return { row, cause: 'card_differs' };
  return line.answered ? { row, cause: 'answered_before' } : { row, line };
};

/** Rows that answer the same line, by its number. */
const byLine = (judged: readonly Judged[]): ReadonlyMap<number, readonly ReadRow[]> => {
  const rows = new Map<number, ReadRow[]>();
  for (const each of judged) {
    if ('line' in each) rows.set(each.row.lineNumber, [...(rows.get(each.row.lineNumber) ?? []), each.row]);
  }
  return rows;
};

/** A file that says the same of a line twice says it once; one that contradicts itself about a line says nothing of it. */
const spokenOnce = (judged: readonly Judged[]): readonly Judged[] => {
  const answers = byLine(judged);
  const isTheAnswer = (row: ReadRow): boolean => {
    const [first, ...others] = answers.get(row.lineNumber) ?? [];
    return row === first && others.every(({ answer }) => sameValue(answer, row.answer));
  };
  return judged.map((each) => ('cause' in each || isTheAnswer(each.row) ? each : { row: each.row, cause: 'answered_before' }));
};

const outcomeOf = ({ answer }: ReadRow, { lineNumber, aidId }: ExpectedLine): LineOutcome =>
  answer.outcome === 'paid'
    ? { lineNumber, aidId, outcome: 'paid', paidOn: answer.on }
    : { lineNumber, aidId, outcome: 'bounced', bouncedOn: answer.on, reason: answer.reason };

/** What is kept of a row that waits for a person: no card and no name. */
const unmatchedOf = ({ row, lineNumber, amountFen }: BankRow, cause: UnmatchedCause, unmatchedId: string): UnmatchedRow => ({
  ...{ unmatchedId, row, cause },
  ...(lineNumber !== undefined && { lineNumber }),
  ...(amountFen !== undefined && { amountFen }),
});

/**
 * Sets a bank's rows against the lines of a list. A row answers a line where number, sum and card all agree and nothing was said of
 * the line before; any other waits for a person, with the first thing that was wrong with it.
 */
export const matchBankResult = (rows: readonly BankRow[], lines: readonly ExpectedLine[], matching: Matching): MatchedResult => {
  const byNumber = new Map(lines.map((line) => [line.lineNumber, line]));
  const judged = spokenOnce(rows.map((row) => judge(row, byNumber, matching.today)));
  return {
    outcomes: judged.flatMap((each) => ('line' in each ? [outcomeOf(each.row, each.line)] : [])),
    unmatched: judged.flatMap((each) => ('cause' in each ? [unmatchedOf(each.row, each.cause, matching.unmatchedIdOf(each.row.row))] : [])),
  };
};
