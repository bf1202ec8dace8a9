import { judge } from '../watch/judgement.js';
import type { RiskFinding, Signal, WatchEventData } from '../watch/watch.events.js';
import {
  about,
  bill,
  clueOn,
  file,
  happened,
  ofCase,
  policyVersion,
  raised,
  sampleRules,
  signal,
  terms,
  type PastWatchEvent,
} from './sample-watch.js';

export const heard = (told: Signal): PastWatchEvent =>
  happened('SignalReceived', { householdId: 'h1', unitId: 'U1', signal: told }, told.happenedOn);

/** The figures of a rule over these signals, as it judges them. */
export const findingsOf = (ruleId: string, signals: readonly Signal[]): readonly RiskFinding[] => {
  const known = signals.map((told, revision) => ({ ...told, revision, withdrawn: false }));
  return judge(known, file(), terms()).find(({ rule }) => rule.ruleId === ruleId)?.findings ?? [];
};

type Flag = WatchEventData['FlagRaised'];

/** A flag of a rule that rests on these signals, on the day of the clue and in the first case, unless said otherwise. */
export const flag = (ruleId: string, flagNumber: number, signals: readonly Signal[], change: Partial<Flag> = {}): PastWatchEvent => {
  const { title, severity, cause } = sampleRules.find((rule) => rule.ruleId === ruleId)!;
  const rule = { ruleId, title, severity, cause, policyVersion };
  const rests = { signalIds: signals.map(({ signalId }) => signalId), evidence: [], findings: findingsOf(ruleId, signals) };
  const data = { ...about, flagNumber, watchNumber: 1, ...rule, raisedOn: clueOn, ...rests, ...change };
  return happened('FlagRaised', data, data.raisedOn);
};

export const recheckFlag = (flagNumber: number, told: Signal): PastWatchEvent => {
  const { watchNumber: _watchNumber, ...data } = flag('second-home', flagNumber, [told]).data as Flag;
  return happened('FlagRaised', { ...data, recheckDueOn: '2022-03-31' }, clueOn);
};

/** The case that rules raise. */
export const byRules = (change: Partial<WatchEventData['WatchRaised']>): PastWatchEvent => {
  const { statement: _statement, ...data } = raised({ source: 'rule', ...change }).data as WatchEventData['WatchRaised'];
  return happened('WatchRaised', data, data.raisedOn);
};

export const sharpening = (change: Partial<WatchEventData['WatchSharpened']>): PastWatchEvent =>
  happened(
    'WatchSharpened',
    { ...ofCase, severity: 'red', previous: 'green', cause: 'critical_illness', flagNumber: 2, changedOn: clueOn, ...change },
    clueOn,
  );

export const illness = bill('s1', 600_000);
export const joblessness = signal('s2', 'unemployment', { happenedOn: '2022-02-25' });
export const fire = signal('s3', 'disaster');
export const secondHome = (signalId: string, receivedOn = clueOn): Signal =>
  signal(signalId, 'property', { figures: { marks: { homes: '2' } }, receivedOn });
