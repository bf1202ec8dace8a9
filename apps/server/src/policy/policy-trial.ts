import { setImmediate as turn } from 'node:timers/promises';
import type { WatchRules } from '#domain/policy/watch-rules';
import { flagChanges, type FlagChange } from '#domain/watch/flag-changes';
import { watch } from '#domain/watch/watch';
import type { WatchEvent } from '#domain/watch/watch.events';
import type { KnownSignal } from '#domain/watch/watch.state';
import type { EventStore } from '#event-store/event-store';
import type { StandingRow } from '#read-models/file-standing/file-standing';
import { writeCursor } from '#read-store/cursor';
import type { Filter, ReadCollection } from '#read-store/port';
import { inParallel } from '../platform/in-parallel.js';

/** Files looked at between two turns of the event loop, and streams read at the same time. */
const AT_ONCE = 100;
const WIDTH = 8;

/** The rules to try, those that decide in a unit without them, and the day on which both are asked. `since` leaves out what was heard before. */
export type Trial = Readonly<{
  rules: WatchRules | undefined;
  rulesNow: (unitId: string) => WatchRules | undefined;
  onDate: string;
  since: string | undefined;
}>;

/** A household whose flags would be others. */
export type Affected = Readonly<{ file: StandingRow; changes: readonly FlagChange[] }>;

/** Which files to look at: those of `units`, undefined for all; where the page before ended, and how many affected ones to list. */
export type TrialScan = Readonly<{ units: readonly string[] | undefined; limit: number; cursor?: string | undefined; gone: AbortSignal }>;

export type Tally = Readonly<{ raised: number; dropped: number }>;
export type TrialPage = Readonly<{
  affected: readonly Affected[];
  examined: number;
  households: number;
  byRule: ReadonlyMap<string, Tally>;
  next?: string;
}>;

type Sources = Readonly<{ events: EventStore; files: Pick<ReadCollection<StandingRow>, 'find'> }>;

/** All that was heard of a household, whether it was looked into or not: rules are compared on what they would have said of it. */
const heardOf = async (events: EventStore, householdId: string): Promise<readonly KnownSignal[]> => {
  let state = watch.initial;
  for await (const page of events.readStream(`${watch.category}-${householdId}`))
    for (const { type, data, meta } of page) state = watch.evolve(state, { type, data } as unknown as WatchEvent, meta);
  return [...state.signals.values()];
};

const changesIn = async (events: EventStore, file: StandingRow, { rules, rulesNow, onDate, since = '' }: Trial): Promise<Affected> => {
  const heard = await heardOf(events, file.householdId);
  const signals = heard.filter(({ receivedOn }) => receivedOn >= since);
  return { file, changes: flagChanges(signals, file, { from: rulesNow(file.unitId), to: rules, onDate }) };
};

/** In the order of the files, though their streams are read side by side. */
const judged = async (events: EventStore, files: readonly StandingRow[], trial: Trial): Promise<readonly Affected[]> => {
  const results = new Array<Affected>(files.length);
  await inParallel(files.entries(), WIDTH, async ([place, file]) => void (results[place] = await changesIn(events, file, trial)));
  return results;
};

const count = (byRule: Map<string, Tally>, { change, judgement }: FlagChange): void => {
  const { raised, dropped } = byRule.get(judgement.rule.ruleId) ?? { raised: 0, dropped: 0 };
  const after = change === 'raised' ? { raised: raised + 1, dropped } : { raised, dropped: dropped + 1 };
  byRule.set(judgement.rule.ruleId, after);
};

/**
 * Judges every file under both sets of rules and writes nothing. The first page counts all files and lists the first `limit`
 * affected ones; later pages end with the last they list. What is kept grows with the page and the rules, never with the city.
 * Ends early, with what it has, once the client is gone.
 */
export const tryRules = async ({ events, files }: Sources, trial: Trial, scan: TrialScan): Promise<TrialPage> => {
  const where: Filter = scan.units ? { unitId: { in: scan.units } } : {};
  const byRule = new Map<string, Tally>();
  const affected: Affected[] = [];
  let [examined, households] = [0, 0];
  let next: string | undefined;
  let after = scan.cursor;
  const page = () => ({ affected, examined, households, byRule, ...(next !== undefined && { next }) });
  do {
    if (scan.gone.aborted) return page();
    const { rows, next: further } = await files.find({ where, limit: AT_ONCE, ...(after !== undefined && { after }) });
    for (const each of await judged(events, rows, trial)) {
      examined += 1;
      if (each.changes.length === 0) continue;
      if (affected.length === scan.limit) {
        // The next page begins after the last household that this one lists.
        next ??= cursorAfter(affected.at(-1)!);
        if (scan.cursor !== undefined) return page();
      } else affected.push(each);
      households += 1;
      for (const change of each.changes) count(byRule, change);
    }
    after = further;
    await turn();
  } while (after !== undefined);
  return page();
};

const cursorAfter = ({ file }: Affected): string => writeCursor(undefined, { value: null, key: file.householdId });
