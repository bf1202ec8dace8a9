import { addDays } from '../kernel/calendar.js';
import type { MarkTest, RiskCondition, RiskRule } from '../policy/watch-rules.js';
import { judge } from '../watch/judgement.js';
import type { FileStanding } from '../watch/watch.commands.js';
import type { Signal } from '../watch/watch.events.js';
import type { KnownSignal } from '../watch/watch.state.js';
import { bill, clueOn, file, signal, terms } from './sample-watch.js';

/** A signal as the stream keeps it. */
export const known = (heard: Signal, change: Partial<KnownSignal> = {}): KnownSignal => ({
  ...heard,
  revision: 0,
  withdrawn: false,
  ...change,
});
const counted = { withinDays: 30, heardWithinDays: 60, where: [] as readonly MarkTest[] };
/** Bills of 20,000 yuan within a month. */
export const sum = (change: Partial<RiskCondition & { kind: 'signal_sum' }> = {}): RiskCondition => ({
  kind: 'signal_sum',
  signal: 'medical_cost',
  atLeastFen: 2_000_000,
  ...counted,
  ...change,
});
/** A job lost within a month. */
export const count = (change: Partial<RiskCondition & { kind: 'signal_count' }> = {}): RiskCondition => ({
  kind: 'signal_count',
  signal: 'unemployment',
  atLeast: 1,
  ...counted,
  ...change,
});
export const rule = (needs: readonly RiskCondition[], change: Partial<RiskRule> = {}): RiskRule => ({
  ruleId: 'r1',
  title: '一条规则',
  scope: 'any',
  effect: 'watch',
  needs,
  severity: 'yellow',
  cause: 'critical_illness',
  source: 'of the spec',
  ...change,
});

export const judged = (rules: readonly RiskRule[], signals: readonly KnownSignal[], about: FileStanding = file(), onDate = clueOn) =>
  judge(signals, about, terms(onDate, rules));
export const holds = (
  needs: readonly RiskCondition[],
  signals: readonly KnownSignal[],
  about: FileStanding = file(),
  onDate = clueOn,
): boolean => judged([rule(needs)], signals, about, onDate).length === 1;
export const figuresOf = (...judgement: Parameters<typeof judged>) =>
  judged(...judgement).map(({ findings }) => findings.map(({ figures }) => figures));
export const billOn = (signalId: string, happenedOn: string, amountFen: number, change: Partial<Signal> = {}): KnownSignal =>
  known(bill(signalId, amountFen, { happenedOn, receivedOn: addDays(happenedOn, 1), ...change }));
export const jobLost = (signalId: string, happenedOn: string): KnownSignal =>
  known(signal(signalId, 'unemployment', { happenedOn, receivedOn: happenedOn }));
