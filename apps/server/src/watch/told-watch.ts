import { ERASED } from '#domain/kernel/message';
import type { WatchEvent, WatchEventData } from '#domain/watch/watch.events';
import { isSettled, openCase, type KnownFlag, type KnownSignal, type Watch, type WatchCase } from '#domain/watch/watch.state';
import type { StoredEvent } from '#event-store/event-store';
import { flagSentence } from '#read-models/flag-sentence';
import type { Language } from '#read-models/terms';
import { HIDDEN } from '../platform/masking.js';
import type { CourseEntryAnswer, FlagAnswer, SignalAnswer, WatchCaseAnswer } from './watch.answers.js';

/** How much of a watch somebody is told. */
export type Reading = Readonly<{
  language: Language;
  today: string;
  /** Bills, health and property of persons. */
  figures: boolean;
  /** What people wrote down in their own words. */
  narratives: boolean;
}>;

type WatchStored = Extract<WatchEvent, { type: 'FlagRaised' | 'FlagSupported' }>;

/** Free text may say anything of a person, and often of an illness. */
const NARRATIVES = new Set(['statement', 'findings', 'explanation', 'outcome', 'circumstances', 'description', 'words']);

/** A copy in which what was written freely is held back; what was erased stays so. */
const withoutNarratives = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string') return NARRATIVES.has(name) && value !== ERASED ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => withoutNarratives(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, content]) => [field, withoutNarratives(content, field)]));
};

const told = <T>(value: T, { narratives }: Reading): T => (narratives ? value : (withoutNarratives(value) as T));

const entryOf = ({ revision, type, meta, data }: StoredEvent, reading: Reading): CourseEntryAnswer => {
  const { at, effectiveOn, by, role } = meta;
  const said = told(data, reading);
  return { revision, type, at, ...(effectiveOn !== undefined && { effectiveOn }), by, role, data: said };
};

const caseAnswer = (watchCase: WatchCase, events: readonly StoredEvent[], reading: Reading): WatchCaseAnswer => {
  const { householdId: _id, personId: _person, raisedRevision: _raised, enteredBy: _by, measures, due, ...stands } = watchCase;
  const isOfCase = ({ type, data }: StoredEvent) =>
    type !== 'FlagRaised' && type !== 'FlagSupported' && (data as Readonly<{ watchNumber?: number }>).watchNumber === watchCase.watchNumber;
  return {
    ...stands,
    measures: told([...measures.values()], reading),
    due: due.map((duty) => ({ ...duty, overdue: duty.dueOn < reading.today })),
    course: events.filter(isOfCase).map((event) => entryOf(event, reading)),
  };
};

const signalAnswer = (known: KnownSignal, watch: Watch, reading: Reading): SignalAnswer => {
  const { figures, takenBackOf: _takenBackOf, watchNumber: _watchNumber, ...signal } = known;
  const said = reading.figures && figures !== ERASED && { figures: told(figures, reading) };
  return { ...signal, settled: isSettled(watch, known), ...said };
};

type Raised = WatchEventData['FlagRaised'];

/** Each flag as it was raised, with the findings that were added last, by its number. */
const flagsRaised = (events: readonly StoredEvent[]): ReadonlyMap<number, Raised> => {
  const flags = new Map<number, Raised>();
  for (const { type, data } of events as readonly unknown[] as readonly WatchStored[]) {
    if (type === 'FlagRaised') flags.set(data.flagNumber, data);
    const known = type === 'FlagSupported' ? flags.get(data.flagNumber) : undefined;
    if (known) flags.set(known.flagNumber, { ...known, findings: data.findings });
  }
  return flags;
};

const flagAnswer = (flag: KnownFlag, raised: Raised, { signals }: Watch, { figures, language }: Reading): FlagAnswer => {
  const { signalIds: heard, revision: _revision, ...stands } = flag;
  const { title, policyVersion, findings } = raised;
  const signalIds = [...heard].map(([signalId]) => signalId);
  const signalRevisions = signalIds.flatMap((signalId) => signals.get(signalId)?.revision ?? []).sort((one, other) => one - other);
  const sentence = flagSentence({ ...stands, title, policyVersion, findings, signalRevisions }, language);
  return { ...stands, title, policyVersion, signalIds, ...(figures && { sentence }) };
};

const flagsIn = (state: Watch, events: readonly StoredEvent[], reading: Reading): FlagAnswer[] => {
  const raised = flagsRaised(events);
  return [...state.flags.values()]
    .sort((one, other) => one.flagNumber - other.flagNumber)
    .flatMap((flag) => {
      const said = raised.get(flag.flagNumber);
      return said ? [flagAnswer(flag, said, state, reading)] : [];
    });
};

/** The watch over a household as it is told to one reader: cases with their course, signals and flags. */
export const toldWatch = (state: Watch, events: readonly StoredEvent[], reading: Reading) => {
  const open = openCase(state);
  const cases = [...state.cases.values()].sort((one, other) => other.watchNumber - one.watchNumber);
  return {
    ...(open && { open: caseAnswer(open, events, reading) }),
    past: cases.filter((each) => each !== open).map((each) => caseAnswer(each, events, reading)),
    signals: [...state.signals.values()]
      .sort((one, other) => one.revision - other.revision)
      .map((signal) => signalAnswer(signal, state, reading)),
    flags: flagsIn(state, events, reading),
  };
};
