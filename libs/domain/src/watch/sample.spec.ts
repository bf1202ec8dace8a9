import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { feedRowReader, identifyingParts, type FeedRow } from '../feed/feed-row.js';
import type { SheetRow } from '../import/cells.js';
import { readHouseholds, type SoundRow } from '../import/household-sheet.js';
import { addDays } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { classify } from '../policy/classification.js';
import { starterRules } from '../policy/starter-policy.js';
import { starterWatchRules } from '../policy/starter-watch-rules.js';
import { wouldFlagAlone } from './judgement.js';
import type { FileStanding, WatchCommand, WatchTerms } from './watch.commands.js';
import type { RiskFinding, Signal, WatchEvent } from './watch.events.js';
import { lastCase, type Watch } from './watch.state.js';
import type { FeedKind } from './watch.terms.js';
import { watch } from './watch.js';

const sample = new URL('../../../../test/support/sample/', import.meta.url);
const textOf = (file: string, encoding = 'utf8'): string => iconv.decode(readFileSync(new URL(file, sample)), encoding);
const tableOf = (file: string, encoding = 'utf8'): SheetRow[] =>
  parse(textOf(file, encoding), { columns: true }).map((cells, index) => ({ row: index + 2, cells: cells as Record<string, string> }));

/** The day on which everything is taken in. */
const receivedOn = '2022-04-01';
const terms: WatchTerms = {
  rules: starterWatchRules,
  policyVersion: 'pingdingshan@1',
  onDate: receivedOn,
  verifyDueOn: addDays(receivedOn, 15),
  recheckDueOn: addDays(receivedOn, 42),
};
const context: Context = {
  at: `${receivedOn}T02:00:00.000Z`,
  today: receivedOn,
  by: 'system:sample',
  role: 'system',
  unit: '',
  requestId: 'r1',
  correlationId: 'r1',
};

/** A file as it stands after the import; its yearly check and its aid play no part here. */
const standingOf = ({ fileNumber, facts }: SoundRow): FileStanding => {
  const { unitId, appliedOn: onDate, persons, incomes, rigidCosts, assets, accident } = facts;
  const inputs = { area: unitId.slice(0, 6), onDate, persons, incomes, rigidCosts, assets, ...(accident && { accident }) };
  const { category, reason, netFen, lineMonthlyFen } = classify(inputs, starterRules, 'pingdingshan@1');
  const evidence = { stream: `household-${fileNumber}`, revision: 1 };
  return {
    householdId: fileNumber,
    unitId,
    principalPersonId: `${fileNumber} principal`,
    status: 'registered',
    category,
    ...(reason && { reason }),
    income: { netFen, persons, windowMonths: starterRules.windowMonths, lineMonthlyFen, evidence },
  };
};

const surroundings = { today: '2022-12-31', standingOf: () => 'open' as const };
const sheets = [tableOf('households-gbk.csv', 'gbk'), tableOf('members-gbk.csv', 'gbk')] as const;
const taken = [...readHouseholds(...sheets, surroundings)].filter((reading) => 'facts' in reading);
const files = new Map(taken.map((row) => [row.fileNumber, standingOf(row)]));
const fileOfPerson = new Map(
  taken.flatMap(({ fileNumber, facts, members }) =>
    [facts.principal.idNumber, ...members.map(({ idNumber }) => idNumber)].map((idNumber) => [idNumber, fileNumber] as const),
  ),
);

type Told = Readonly<{ idNumber: string; signal: Signal }>;

const signalFrom = (feed: FeedKind, { idNumber, figures, happenedOn = receivedOn, ...row }: FeedRow): Told => {
  const signalId = [feed, idNumber, ...identifyingParts({ ...row, idNumber, figures, happenedOn }, receivedOn)].join(' ');
  return { idNumber, signal: { signalId, personId: idNumber, kind: feed, department: 'of the sample', happenedOn, receivedOn, figures } };
};

/** What a department's file says, row by row; every row of the samples is sound. */
const toldBy = (feed: FeedKind, file: string): readonly Told[] => {
  const read = feedRowReader(
    starterWatchRules.feeds.find((mapping) => mapping.feed === feed)!,
    receivedOn,
  );
  return tableOf(file).flatMap(({ row, cells }) => {
    const reading = read(cells);
    if (reading === 'quiet') return [];
    if ('fault' in reading) throw new Error(`${file} row ${row}: ${reading.fault.code}`);
    return [signalFrom(feed, reading.signal)];
  });
};

const feeds = {
  medical: toldBy('medical_cost', 'feed-medical.csv'),
  unemployment: toldBy('unemployment', 'feed-unemployment.csv'),
  allowance: toldBy('minimum_allowance', 'feed-allowance.csv'),
  disaster: toldBy('disaster', 'feed-disaster.csv'),
  property: toldBy('property', 'feed-property.csv'),
} as const;

type Heard = Readonly<{ state: Watch; events: readonly WatchEvent[] }>;

const after = ({ state, events }: Heard, command: WatchCommand): Heard => {
  const decided = watch.decide(command, state, context);
  return { state: decided.reduce((folded, event) => watch.evolve(folded, event, context), state), events: [...events, ...decided] };
};

/** The city once its files are judged and everything is heard, in the order in which it is told. */
const monitored = (told: readonly Told[]): ReadonlyMap<string, Heard> => {
  const city = new Map<string, Heard>();
  const act = (file: FileStanding, command: WatchCommand) => {
    city.set(file.householdId, after(city.get(file.householdId) ?? { state: watch.initial, events: [] }, command));
  };
  for (const file of files.values()) act(file, { type: 'ReviewRisk', data: { file, terms } });
  for (const { idNumber, signal } of told) {
    const file = files.get(fileOfPerson.get(idNumber) ?? '');
    if (file) act(file, { type: 'ReceiveSignal', data: { signal, file, terms } });
  }
  return city;
};

type Flag = Readonly<{ ruleId: string; severity: string; signals: ReadonlySet<string>; findings: readonly RiskFinding[] }>;

/** Flags as they stand at the end, by number: what supports one adds to its signals and tells its figures anew. */
const flagsIn = (events: readonly WatchEvent[]): readonly Flag[] => {
  const flags = new Map<number, Flag>();
  for (const { type, data } of events) {
    if (type !== 'FlagRaised' && type !== 'FlagSupported') continue;
    const known = flags.get(data.flagNumber);
    const { ruleId, severity } = type === 'FlagRaised' ? data : known!;
    const signals = new Set([...(known?.signals ?? []), ...data.signalIds]);
    flags.set(data.flagNumber, { ruleId, severity, signals, findings: data.findings });
  }
  return [...flags.values()];
};

const wordsOf = ({ condition, figures }: RiskFinding): string =>
  `${condition} ${Object.entries(figures)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;

/** One line for each flag: `fileNumber,rule,severity,signals,figures`, by file and rule. */
const flagTable = (city: ReadonlyMap<string, Heard>): string => {
  const lines = [...city].flatMap(([fileNumber, { events }]) =>
    flagsIn(events).map(({ ruleId, severity, signals, findings }) =>
      [fileNumber, ruleId, severity, signals.size, findings.map(wordsOf).join('; ')].join(','),
    ),
  );
  return ['fileNumber,rule,severity,signals,figures', ...lines.sort(), ''].join('\n');
};

const casesOf = (city: ReadonlyMap<string, Heard>) =>
  [...city].flatMap(([fileNumber, { state }]) => {
    const open = lastCase(state);
    return open ? [{ fileNumber, kind: open.kind, severity: open.severity, cause: open.cause, raisedOn: open.raisedOn }] : [];
  });

const inOrder = ['medical', 'unemployment', 'allowance', 'disaster', 'property'] as const;
const expected = textOf('expected-flags.csv');

describe('the sample feeds', () => {
  it('raise the flags of the table, with their figures', () => {
    expect(flagTable(monitored(inOrder.flatMap((name) => feeds[name])))).toBe(expected);
  });

  it.each([
    ['from the last feed to the first', inOrder.toReversed().flatMap((name) => feeds[name])],
    ['with the rows of each from the last to the first', inOrder.flatMap((name) => feeds[name].toReversed())],
    ['a second time', [...inOrder, ...inOrder].flatMap((name) => feeds[name])],
    [
      'row by row of all feeds by turns',
      inOrder
        .flatMap((name) => feeds[name].map((told, place) => ({ place, told })))
        .sort((one, other) => one.place - other.place)
        .map(({ told }) => told),
    ],
  ])('raise the same flags and the same cases %s', (_name, told) => {
    const city = monitored(told);
    expect(flagTable(city)).toBe(expected);
    expect(casesOf(city)).toEqual(casesOf(monitored(inOrder.flatMap((name) => feeds[name]))));
  });

  it('tell of people without a file; whom one row alone would make a case is remembered', () => {
    const strangers = inOrder.flatMap((name) => feeds[name]).filter(({ idNumber }) => !fileOfPerson.has(idNumber));
    const rules = strangers.map(({ signal }) => wouldFlagAlone(signal, terms).join(' '));
    const times = (count: number, rule: string) => new Array<string>(count).fill(rule);
    const losses = times(3, 'disaster-heavy-loss disaster-loss');
    expect(rules.toSorted()).toEqual([...times(3, ''), ...losses, ...times(5, 'medical-inpatient')]);
  });
});
