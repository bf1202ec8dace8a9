import { addDays } from '../kernel/calendar.js';
import type { RiskCondition } from '../policy/watch-rules.js';
import type { RiskFinding, Signal } from './watch.events.js';

/** A signal whose figures can be read. */
export type HeardSignal = Pick<Signal, 'signalId' | 'kind' | 'happenedOn' | 'receivedOn' | 'figures'>;

export type SignalCondition = Extract<RiskCondition, { signal: unknown }>;

/** A condition with the signals that count for it, by day. */
export type Counting = Readonly<{ condition: SignalCondition; signals: readonly HeardSignal[] }>;

/** The days up to `withinDays` before one day, moved on from day to day over a condition's signals. */
class SignalWindow {
  private from = 0;
  private until = 0;
  private named = 0;
  private amountFen = 0;

  constructor(
    private readonly condition: SignalCondition,
    private readonly signals: readonly HeardSignal[],
  ) {}

  moveTo(day: string): void {
    const first = addDays(day, -this.condition.withinDays);
    for (; this.until < this.signals.length && this.signals[this.until]!.happenedOn <= day; this.until++)
      this.amountFen += this.fenAt(this.until);
    for (; this.from < this.until && this.signals[this.from]!.happenedOn < first; this.from++) this.amountFen -= this.fenAt(this.from);
  }

  /** What the condition asks a limit of: fen, or how many. */
  get measure(): number {
    return this.condition.kind === 'signal_sum' ? this.amountFen : this.until - this.from;
  }

  get holds(): boolean {
    return this.measure >= (this.condition.kind === 'signal_sum' ? this.condition.atLeastFen : this.condition.atLeast);
  }

  /** Adds the signals of this window that were not added before. */
  nameInto(signalIds: Set<string>): void {
    for (let at = Math.max(this.from, this.named); at < this.until; at++) signalIds.add(this.signals[at]!.signalId);
    this.named = this.until;
  }

  finding(): RiskFinding {
    const { condition, from, until } = this;
    const { kind, signal, withinDays } = condition;
    const days = { from: this.signals[from]!.happenedOn, to: this.signals[until - 1]!.happenedOn };
    const limit = kind === 'signal_sum' ? { amountFen: this.amountFen, atLeastFen: condition.atLeastFen } : { atLeast: condition.atLeast };
    return { condition: kind, figures: { signal, ...limit, signals: until - from, withinDays, ...days } };
  }

  private fenAt(at: number): number {
    return this.signals[at]!.figures.amountFen ?? 0;
  }
}

const daysOf = (countings: readonly Counting[]): readonly string[] =>
  [...new Set(countings.flatMap(({ signals }) => signals.map(({ happenedOn }) => happenedOn)))].sort();

/** Stronger by the first condition, of equals by the next; of all equal the later one. */
const isAsStrong = (measures: readonly number[], best: readonly number[]): boolean => {
  const at = measures.findIndex((measure, place) => measure !== best[place]);
  return at === -1 || measures[at]! > best[at]!;
};

/**
 * All windows in which every condition holds at once, each counted back from the same day: the signals of any of them by id, and the
 * findings of the strongest, in the order of the conditions. Nothing asked holds with nothing found. Linear in the signals, once sorted.
 */
export const heldWindows = (
  countings: readonly Counting[],
): Readonly<{ signalIds: readonly string[]; findings: readonly RiskFinding[] }> | undefined => {
  if (countings.length === 0) return { signalIds: [], findings: [] };
  const windows = countings.map(({ condition, signals }) => new SignalWindow(condition, signals));
  const signalIds = new Set<string>();
  let best: Readonly<{ measures: readonly number[]; findings: readonly RiskFinding[] }> | undefined;
  for (const day of daysOf(countings)) {
    for (const window of windows) window.moveTo(day);
    if (!windows.every(({ holds }) => holds)) continue;
    for (const window of windows) window.nameInto(signalIds);
    const measures = windows.map(({ measure }) => measure);
    if (!best || isAsStrong(measures, best.measures)) best = { measures, findings: windows.map((window) => window.finding()) };
  }
  return best && { signalIds: [...signalIds].sort(), findings: best.findings };
};
