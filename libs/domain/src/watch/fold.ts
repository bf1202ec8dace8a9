import type { EventMeta } from '../kernel/decider.js';
import { ERASED } from '../kernel/message.js';
import { PersistentMap } from '../kernel/persistent-map.js';
import { broken, caseFolds, raisedCase, type CaseEvent } from './case-fold.js';
import { watchPersonal, type WatchEvent, type WatchEventData } from './watch.events.js';
import { type KnownFlag, type Watch, type WatchCase } from './watch.state.js';

export const initial: Watch = {
  revision: -1,
  signals: PersistentMap.empty(),
  flags: PersistentMap.empty(),
  cases: PersistentMap.empty(),
};

type Fold<Data> = (state: Watch, data: Data, by: string) => Watch;
type Folds = { readonly [Type in keyof WatchEventData]: Fold<WatchEventData[Type]> };

const withCase = (state: Watch, watchCase: WatchCase): Watch => ({
  ...state,
  cases: state.cases.set(String(watchCase.watchNumber), watchCase),
});

const withFlag = (state: Watch, flag: KnownFlag): Watch => ({ ...state, flags: state.flags.set(String(flag.flagNumber), flag) });

const withSignals = (known: PersistentMap<true>, signalIds: readonly string[]): PersistentMap<true> =>
  signalIds.reduce((all, signalId) => all.set(signalId, true), known);

const raisedFlag = (data: WatchEventData['FlagRaised'], revision: number): KnownFlag => {
  const { flagNumber, watchNumber, ruleId, severity, cause, raisedOn, recheckDueOn, signalIds, evidence } = data;
  return {
    ...{ flagNumber, ruleId, severity, cause, raisedOn, revision, evidence },
    signalIds: withSignals(PersistentMap.empty(), signalIds),
    ...(watchNumber !== undefined && { watchNumber }),
    ...(recheckDueOn !== undefined && { recheckDueOn }),
  };
};

const supported = (flag: KnownFlag, { signalIds, evidence }: WatchEventData['FlagSupported']): KnownFlag => ({
  ...flag,
  signalIds: withSignals(flag.signalIds, signalIds),
  evidence: [...flag.evidence, ...evidence],
});

/** A warning breaks the stability of the case it joins, which looks into the signals it names. */
const warned = (state: Watch, watchNumber: number | undefined, signalIds: readonly string[]): Watch => {
  if (watchNumber === undefined) return state;
  const watchCase = state.cases.get(String(watchNumber));
  const signals = signalIds.reduce((known, signalId) => {
    const signal = known.get(signalId);
    return signal ? known.set(signalId, { ...signal, watchNumber }) : known;
  }, state.signals);
  return { ...(watchCase ? withCase(state, broken(watchCase)) : state), signals };
};

const ofCase =
  <Type extends CaseEvent>(type: Type): Fold<WatchEventData[Type]> =>
  (state, data, by) => {
    const watchCase = state.cases.get(String(data.watchNumber));
    return watchCase ? withCase(state, caseFolds[type](watchCase, data, by)) : state;
  };

const folds: Folds = {
  SignalReceived: (state, { signal }) => {
    const { signals, revision } = state;
    const takenBackOf = signals.get(signal.signalId)?.takenBackOf;
    const known = { ...signal, revision, withdrawn: false, ...(takenBackOf && { takenBackOf }) };
    return { ...state, signals: signals.set(signal.signalId, known) };
  },
  SignalWithdrawn: (state, { signalId }) => {
    const signal = state.signals.get(signalId);
    if (!signal) return state;
    const { feedId, takenBackOf = [] } = signal;
    const back = { takenBackOf: feedId === undefined ? takenBackOf : [...takenBackOf, feedId] };
    return { ...state, signals: state.signals.set(signalId, { ...signal, withdrawn: true, ...back }) };
  },
  FlagRaised: (state, data) => warned(withFlag(state, raisedFlag(data, state.revision)), data.watchNumber, data.signalIds),
  FlagSupported: (state, data) => {
    const flag = state.flags.get(String(data.flagNumber));
    return flag ? warned(withFlag(state, supported(flag, data)), flag.watchNumber, data.signalIds) : state;
  },
  WatchRaised: (state, data, by) => withCase(state, raisedCase(data, state.revision, by)),
  WatchSharpened: ofCase('WatchSharpened'),
  WatchMarkedUrgent: ofCase('WatchMarkedUrgent'),
  WatchAssigned: ofCase('WatchAssigned'),
  WatchVerified: ofCase('WatchVerified'),
  WatchRejected: ofCase('WatchRejected'),
  MeasuresPlanned: ofCase('MeasuresPlanned'),
  MeasureDelivered: ofCase('MeasureDelivered'),
  MeasureDropped: ofCase('MeasureDropped'),
  FollowedUp: ofCase('FollowedUp'),
  RiskCleared: ofCase('RiskCleared'),
  RelapseConfirmed: ofCase('RelapseConfirmed'),
  WatchTurnedIntoCase: ofCase('WatchTurnedIntoCase'),
  WatchEnded: ofCase('WatchEnded'),
  KeptUnderWatch: ofCase('KeptUnderWatch'),
  WatchMoved: ofCase('WatchMoved'),
  ReminderRecorded: ofCase('ReminderRecorded'),
  WatchEscalated: ofCase('WatchEscalated'),
};

/** Whose words of an event read ERASED: nothing more can be written about him. */
const erasedBy = ({ type, data }: WatchEvent): string | undefined => {
  const values: Readonly<Record<string, unknown>> = data;
  const part = watchPersonal[type].find(({ fields }) => fields.some((field) => values[field] === ERASED));
  return part && 'personId' in data ? data.personId : undefined;
};

const folded = <Type extends keyof WatchEventData>(
  state: Watch,
  { type, data }: Readonly<{ type: Type; data: WatchEventData[Type] }>,
  by: string,
): Watch => folds[type](state, data, by);

/** Folds in the same time however long the stream is: signals, flags and cases are never walked. */
export const evolve = (state: Watch, event: WatchEvent, { by }: EventMeta): Watch => {
  const { householdId } = event.data;
  const erasedPersonId = erasedBy(event);
  const seen = { ...state, householdId, revision: state.revision + 1, ...(erasedPersonId !== undefined && { erasedPersonId }) };
  return folded(seen, event, by);
};
