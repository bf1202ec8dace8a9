import fc from 'fast-check';
import { addMonths } from '../kernel/calendar.js';
import { ERASED } from '../kernel/message.js';
import { receive } from '../testing/sample-watch.js';
import {
  attempt,
  begun,
  folded,
  histories,
  lived,
  signals,
  stableMonths,
  told,
  type Recorded,
  type Watched,
} from '../testing/watch-histories.js';
import { watchPersonal, type WatchEvent, type WatchEventData } from './watch.events.js';
import { openCase, openWatchStatuses } from './watch.state.js';

/** What must hold, by name: the names that do not. */
const broken = (laws: Readonly<Record<string, boolean>>): string[] => Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
const isDistinct = (list: readonly string[]): boolean => new Set(list).size === list.length;
const isOpen = (status: string): boolean => openWatchStatuses.some((open) => open === status);

const brokenNow = ({ state }: Watched): string[] => {
  const cases = [...state.cases.values()];
  return broken({
    'at most one case is open, the last': cases.every((each) => !isOpen(each.status) || each.watchNumber === cases.length),
    'no duty is due twice': cases.every(({ due }) => isDistinct(due.map(({ duty, reference = '' }) => `${duty} ${reference}`))),
    'duties are in the order of days': cases.every(({ due }) => due.every(({ dueOn }, at) => at === 0 || due[at - 1]!.dueOn <= dueOn)),
    'a case that ended has no duty': cases.every(({ status, due }) => isOpen(status) || due.length === 0),
    'a measure is due, delivered or dropped': cases.every(
      ({ status, measures, due }) =>
        !isOpen(status) ||
        [...measures.values()].every(
          ({ measureId: id, deliveredOn, droppedOn }) =>
            (deliveredOn === undefined && droppedOn === undefined) === due.some(({ reference }) => reference === id),
        ),
    ),
  });
};

const of = <Type extends keyof WatchEventData>(
  recorded: readonly Recorded[],
  type: Type,
  number: number,
): readonly WatchEventData[Type][] =>
  recorded.flatMap(({ event }) =>
    event.type === type && (event.data as { watchNumber?: number }).watchNumber === number ? [event.data as WatchEventData[Type]] : [],
  );

const breaksStability = ({ type, data }: WatchEvent): boolean =>
  type === 'FollowedUp' ? !data.stable : ['FlagRaised', 'FlagSupported', 'WatchSharpened'].includes(type);

const labourAfter = (before: boolean | undefined, { type, data }: WatchEvent): boolean | undefined =>
  type === 'WatchVerified' ? data.hasLabour : type === 'FollowedUp' ? (data.hasLabour ?? before) : before;

/** Reckoned from the events of the case alone, not from the state that decided. */
const brokenClearing = (recorded: readonly Recorded[], cleared: WatchEventData['RiskCleared'], by: string): string[] => {
  const { watchNumber: number, clearedOn, stableSince } = cleared;
  const told = recorded.map(({ event }) => event).filter(({ data }) => 'watchNumber' in data && data.watchNumber === number);
  const run = told.slice(told.findLastIndex(breaksStability) + 1).flatMap((event) => (event.type === 'FollowedUp' ? [event.data] : []));
  const hands = recorded.flatMap(({ event, by: hand }) =>
    ['WatchMarkedUrgent', 'WatchVerified', 'MeasuresPlanned', 'MeasureDelivered', 'MeasureDropped', 'FollowedUp'].includes(event.type) &&
    'watchNumber' in event.data &&
    event.data.watchNumber === number
      ? [hand, ...(event.type === 'WatchVerified' ? event.data.visitors : [])]
      : [],
  );
  const measures = of(recorded, 'MeasuresPlanned', number).flatMap((planned) => planned.measures.map(({ measureId: id }) => id));
  const done = of(recorded, 'MeasureDelivered', number).length + of(recorded, 'MeasureDropped', number).length;
  return broken({
    'never without labour': told.reduce(labourAfter, undefined) === true,
    'stable all the while': run[0]?.followedUpOn === stableSince && addMonths(stableSince, stableMonths) <= clearedOn,
    'looked at in the end': (run.at(-1)?.followedUpOn ?? '') >= addMonths(stableSince, stableMonths),
    'looked at on time': (run.at(-1)?.nextDueOn ?? '') >= clearedOn || of(recorded, 'WatchSharpened', number).length > 0,
    'everything delivered or dropped': isDistinct(measures) && measures.length === done,
    'by other hands': !hands.includes(by),
  });
};

const keyOf = ({ type, data }: WatchEvent): readonly string[] => {
  switch (type) {
    case 'SignalReceived':
      return [`heard ${data.signal.signalId}`];
    case 'SignalWithdrawn':
      return [`withdrawn ${data.signalId}`];
    case 'FlagRaised':
      return [`flag ${data.flagNumber}`];
    case 'WatchRaised':
      return [`case ${data.watchNumber}`];
    case 'MeasureDelivered':
    case 'MeasureDropped':
      return [`done with ${data.measureId}`];
    case 'WatchMarkedUrgent':
      return [`urgent ${data.watchNumber}`];
    case 'ReminderRecorded':
      return [`reminded ${[data.watchNumber, data.duty, data.reference, data.dueOn, data.stage].join(' ')}`];
    case 'RiskCleared':
    case 'WatchRejected':
    case 'RelapseConfirmed':
    case 'WatchTurnedIntoCase':
    case 'WatchEnded':
      return [`end of ${data.watchNumber}`];
    case 'FlagSupported':
    case 'WatchSharpened':
    case 'WatchAssigned':
    case 'WatchVerified':
    case 'MeasuresPlanned':
    case 'FollowedUp':
    case 'KeptUnderWatch':
    case 'WatchMoved':
    case 'WatchEscalated':
      return [];
  }
};

/** An event as it is read once its people's keys are destroyed. */
const erased = ({ event, by }: Recorded): Recorded => {
  const data = watchPersonal[event.type]
    .flatMap(({ fields }) => fields)
    .reduce<Readonly<Record<string, unknown>>>((rest, field) => {
      const [outer = '', inner] = field.split('.');
      if (rest[outer] === undefined) return rest;
      return { ...rest, [outer]: inner === undefined ? ERASED : { ...(rest[outer] as object), [inner]: ERASED } };
    }, event.data);
  return { event: { ...event, data } as unknown as WatchEvent, by };
};

describe('the watch of one household, whatever is tried with it', () => {
  it('keeps its invariants at every step, and clears no risk that stands', () => {
    fc.assert(
      fc.property(histories, (tried) => {
        const watched = begun();
        const faults = tried.flatMap((each) => {
          const clearings = attempt(watched, each).flatMap((event) =>
            event.type === 'RiskCleared' ? brokenClearing(watched.recorded, event.data, each.by) : [],
          );
          return [...clearings, ...brokenNow(watched)];
        });
        expect(faults).toEqual([]);
        expect(isDistinct(watched.recorded.flatMap(({ event }) => keyOf(event)))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('folds to the same from any beginning, and with every person erased', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (tried, cut) => {
        const { recorded, state } = lived(tried);
        const prefix = folded(recorded.slice(0, cut % (recorded.length + 1)));
        expect(prefix.revision).toBe((cut % (recorded.length + 1)) - 1);
        expect(folded(recorded).revision).toBe(state.revision);
        const dark = folded(recorded.map(erased));
        expect([...dark.cases.values()].map(({ status }) => status)).toEqual([...state.cases.values()].map(({ status }) => status));
      }),
      { numRuns: 50 },
    );
  });

  it('goes through all that can happen', () => {
    const happened = fc
      .sample(histories, { seed: 7, numRuns: 60 })
      .flatMap((tried) => lived(tried).recorded.map(({ event }) => event.type));
    expect([...new Set(happened)].sort()).toEqual(Object.keys(watchPersonal).sort());
  });

  it('comes to the same case in whichever order, and however often, the same things are heard', () => {
    const said = fc.uniqueArray(signals, { selector: ({ kind, id }) => `${kind} ${id}`, minLength: 1, maxLength: 12 });
    const orders = said.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length })));
    const after = (all: readonly Parameters<typeof told>[0][]): unknown => {
      const { state } = lived(all.map((each) => ({ by: 'system:feeds', afterDays: 0, asked: (today) => receive(told(each, today)) })));
      const flags = [...state.flags.values()].map(({ ruleId, watchNumber: number, signalIds }) => ({
        ...{ ruleId, number, signalIds: [...signalIds].map(([signalId]) => signalId).sort() },
      }));
      const { severity: worst, cause, kind, raisedOn, due } = openCase(state) ?? {};
      return { worst, cause, kind, raisedOn, due, flags: flags.sort((one, other) => (one.ruleId < other.ruleId ? -1 : 1)) };
    };
    fc.assert(
      fc.property(orders, ([all, shuffled]) => {
        const complete = [...shuffled, ...all];
        expect(after(complete)).toEqual(after(all));
      }),
      { numRuns: 100 },
    );
  });
});
