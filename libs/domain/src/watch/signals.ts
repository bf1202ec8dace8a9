import type { Context } from '../kernel/decider.js';
import { effective, requireAmounts, requirePast, requireText } from '../kernel/guards.js';
import { Refusal } from '../kernel/refusal.js';
import { requireReadable } from './guards.js';
import { judge, looksAtFacts, type Judgement } from './judgement.js';
import { raised } from './raising.js';
import type { WatchCommandData, WatchTerms } from './watch.commands.js';
import type { Evidence, Signal, WatchEvent } from './watch.events.js';
import { countedSignals, type KnownSignal, type Watch } from './watch.state.js';

type Data = WatchCommandData;

const requireSignal = ({ happenedOn, receivedOn, figures: { amountFen } }: Signal, context: Context): void => {
  requirePast(receivedOn, context);
  requirePast(happenedOn, context);
  if (amountFen !== undefined) requireAmounts({ amountFen });
};

const isHeard = ({ signals }: Watch, { signalId, feedId }: Signal): boolean => {
  const known = signals.get(signalId);
  if (!known?.withdrawn) return known !== undefined;
  return feedId === undefined || known.takenBackOf?.includes(feedId) === true;
};

/**
 * Recorded and judged in one step: whatever rule holds because of it raises a flag or supports one that stands, and the flags a case.
 * A signal heard before adds nothing, but where it was taken back and another feed says it anew.
 * @throws {Refusal} `person-erased`, dates, `invalid-amount`
 */
export const receiveSignal = (data: Data['ReceiveSignal'], state: Watch, context: Context): WatchEvent[] => {
  const { signal, file, terms } = data;
  const { signalId, happenedOn } = signal;
  if (isHeard(state, signal)) return [];
  requireReadable(state, file.principalPersonId);
  requireSignal(signal, context);
  const { householdId, unitId } = file;
  const heard: KnownSignal = { ...signal, revision: state.revision + 1, withdrawn: false };
  const judgements = judge([...countedSignals(state), heard], file, terms).filter(({ signalIds }) => signalIds.includes(signalId));
  return [
    { type: 'SignalReceived', data: { householdId, unitId, signal }, ...effective(happenedOn, context) },
    ...raised(judgements, data, state, context),
  ];
};

const isAmong = (all: readonly Evidence[], { stream, revision }: Evidence): boolean =>
  all.some((each) => each.stream === stream && each.revision === revision);

/** True where an earlier flag of the rule, of whichever case, rests on all that this judgement rests on. */
const isKnown = ({ flags }: Watch, { rule, signalIds, evidence }: Judgement): boolean =>
  [...flags.values()].some(
    (flag) =>
      flag.ruleId === rule.ruleId &&
      signalIds.every((signalId) => flag.signalIds.has(signalId)) &&
      evidence.every((each) => isAmong(flag.evidence, each)),
  );

/** As if it were heard that day: what lies too far back for that says nothing under rules that are new to it. */
const heardAgain = (state: Watch, { onDate }: WatchTerms): readonly KnownSignal[] =>
  [...countedSignals(state)].map((signal) => ({ ...signal, receivedOn: onDate }));

const reviewed = ({ file, terms, standingChanged }: Data['ReviewRisk'], state: Watch): readonly Judgement[] =>
  standingChanged
    ? judge(heardAgain(state, terms), file, terms)
    : judge(countedSignals(state), file, terms).filter(({ rule }) => looksAtFacts(rule));

/** What came to hold by time or by the file, without anything heard. @throws {Refusal} `person-erased` */
export const reviewRisk = (data: Data['ReviewRisk'], state: Watch, context: Context): WatchEvent[] => {
  const { file } = data;
  const judgements = reviewed(data, state);
  const fresh = judgements.filter((judgement) => !isKnown(state, judgement));
  if (fresh.length > 0) requireReadable(state, file.principalPersonId);
  return raised(fresh, data, state, context);
};

/**
 * 更正: it counts in no later judgement; what was done about it stays done.
 * @throws {Refusal} `signal-unknown`, `explanation-missing`
 */
export const withdrawSignal = (data: Data['WithdrawSignal'], state: Watch, { today }: Context): WatchEvent[] => {
  const { signalId, principalPersonId: personId, unitId, explanation } = data;
  const { householdId } = state;
  const signal = state.signals.get(signalId);
  if (!signal || householdId === undefined) throw new Refusal('signal-unknown', { signalId });
  if (signal.withdrawn) return [];
  requireReadable(state, personId);
  requireText(explanation, 'explanation');
  return [{ type: 'SignalWithdrawn', data: { householdId, unitId, personId, signalId, withdrawnOn: today, explanation } }];
};
