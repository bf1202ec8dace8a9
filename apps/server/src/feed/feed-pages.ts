import { Injectable } from '@nestjs/common';
import { feedRowReader, identifyingParts, type FeedReading, type FeedRow } from '#domain/feed/feed-row';
import type { FaultyRow, FeedCounts } from '#domain/feed/feed.events';
import type { KnownFeed } from '#domain/feed/feed.state';
import type { Cells } from '#domain/import/cells';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import { wouldFlagAlone } from '#domain/watch/judgement';
import type { WatchTerms } from '#domain/watch/watch.commands';
import type { Signal } from '#domain/watch/watch.events';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { mayHearFrom } from '#read-models/file-standing/file-standing';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import { inParallel } from '../platform/in-parallel.js';
import { Standings, type KnownPerson } from '../platform/monitoring/standings.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';
import type { Heard, Hearing } from './hearing.js';

/** People under way together, so that what is written of them shares group commits. */
const AT_A_TIME = 64;

/** Rows of a feed that are worked on together; `fromRow` counts data rows from 1. */
export type FeedPage = Readonly<{ fromRow: number; rows: readonly Cells[] }>;

/** The feed as far as its rows are read by it. */
export type FeedInHand = Pick<
  KnownFeed,
  'feedId' | 'feed' | 'department' | 'unitId' | 'receivedOn' | 'mapping' | 'by' | 'role' | 'roleUnit'
>;

/** What a page came to. */
export type PageOutcome = Readonly<{ counts: FeedCounts; faults: readonly FaultyRow[] }>;

type RowOutcome = 'matched' | 'leads' | 'repeated' | 'quiet' | Readonly<{ fault: Omit<FaultyRow, 'row'> }>;

/** A sound row: what it says, of whom, and as which signal. */
type SaidRow = Readonly<{ row: number; said: FeedRow; idHash: string; signal: Omit<Signal, 'personId'> }>;

const DUPLICATE = { fault: { code: 'duplicate_in_file' } } as const;
const NOT_AUTHORISED = { fault: { code: 'not_authorised' } } as const;

const asOutcome = (heard: Heard, ifNew: 'matched' | 'leads'): RowOutcome => {
  if (heard === 'new') return ifNew;
  return heard === 'duplicate' ? DUPLICATE : 'repeated';
};

const summed = (outcomes: ReadonlyMap<number, RowOutcome>): PageOutcome => {
  const faults = [...outcomes]
    .flatMap(([row, outcome]) => (typeof outcome === 'object' ? [{ row, ...outcome.fault }] : []))
    .sort((one, other) => one.row - other.row);
  const all = [...outcomes.values()];
  const count = (wanted: RowOutcome) => all.filter((outcome) => outcome === wanted).length;
  const counts = { matched: count('matched'), leads: count('leads'), repeated: count('repeated'), quiet: count('quiet') };
  return { counts: { rows: all.length, ...counts, faulty: faults.length }, faults };
};

const byPerson = (rows: readonly SaidRow[]): Iterable<readonly SaidRow[]> => Map.groupBy(rows, ({ idHash }) => idHash).values();

/** Works on pages of a feed: reads rows, finds out whom they are about, and hears what they say. */
@Injectable()
export class FeedPages {
  constructor(
    private readonly standings: Standings,
    private readonly events: EventStore,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Everything that follows is the same when a page is worked on again. */
  async work(feed: FeedInHand, { fromRow, rows }: FeedPage, hearing: Hearing): Promise<PageOutcome> {
    const read = feedRowReader(feed.mapping, feed.receivedOn);
    const outcomes = new Map<number, RowOutcome>();
    const said: SaidRow[] = [];
    rows.forEach((cells, index) => {
      const reading: FeedReading = read(cells);
      const row = fromRow + index;
      if (reading === 'quiet' || 'fault' in reading) outcomes.set(row, reading);
      else said.push(this.saidIn(feed, row, reading.signal));
    });
    const persons = await this.standings.personsOf(said.map(({ idHash }) => idHash));
    await this.events.keyring.load([...persons.values()].map(({ personId }) => personId));
    const terms = this.termsBy(feed);
    // The rows of one person one after the other: of two that say the same the first is heard.
    await inParallel(byPerson(said), AT_A_TIME, async (ofPerson) => {
      for (const each of ofPerson) outcomes.set(each.row, await this.hear(feed, each, persons.get(each.idHash), { hearing, terms }));
    });
    return summed(outcomes);
  }

  private saidIn({ feedId, feed: kind, department, receivedOn }: FeedInHand, row: number, said: FeedRow): SaidRow {
    const idHash = this.events.keyring.identityHash(said.idNumber);
    const signalId = uuidFrom('signal', kind, idHash, ...identifyingParts(said, receivedOn));
    const { figures, happenedOn = receivedOn } = said;
    return { row, said, idHash, signal: { signalId, kind, department, happenedOn, receivedOn, figures, feedId, row } };
  }

  private async hear(feed: FeedInHand, said: SaidRow, person: KnownPerson | undefined, { hearing, terms }: Manner): Promise<RowOutcome> {
    try {
      return person ? await this.hearOf(person, feed, said, { hearing, terms }) : await this.hearOfStranger(feed, said, { hearing, terms });
    } catch (error) {
      // Nothing is written any more of somebody whose file was erased.
      if (error instanceof Refusal && error.code === 'person-erased') return 'quiet';
      throw error;
    }
  }

  /** Out of the feed's unit nothing is said, not even that something is missing. */
  private async hearOf({ personId, file }: KnownPerson, feed: FeedInHand, said: SaidRow, { hearing, terms }: Manner): Promise<RowOutcome> {
    if (!this.directory.unitTree().isWithin(file.unitId, feed.unitId)) return 'quiet';
    const rules = terms(file.unitId)?.rules;
    if (!rules || !this.events.keyring.get(personId)) return 'quiet';
    if (!mayHearFrom(file, feed.mapping.needs, rules)) return NOT_AUTHORISED;
    return asOutcome(await hearing.ofHousehold(file, { ...said.signal, personId }, this.contextOf(feed, said)), 'matched');
  }

  private async hearOfStranger(feed: FeedInHand, saidRow: SaidRow, { hearing, terms: termsOf }: Manner): Promise<RowOutcome> {
    const { unitId } = feed;
    const { idHash, signal } = saidRow;
    const by = termsOf(unitId);
    const ruleIds = by ? wouldFlagAlone({ ...signal, personId: '' }, by) : [];
    if (!by || ruleIds.length === 0) return 'quiet';
    const { name, idNumber } = saidRow.said;
    const terms = { keepDays: by.rules.leadKeepDays, followUpDueOn: by.verifyDueOn };
    const stranger = { idHash, name, idNumber, unitId, ...terms, signal, ruleIds };
    return asOutcome(await hearing.ofStranger(stranger, this.contextOf(feed, saidRow)), 'leads');
  }

  private contextOf({ feedId, by, role, roleUnit }: FeedInHand, { row, signal: { signalId } }: SaidRow): Context {
    const requestId = uuidFrom('feed-row', feedId, row, signalId);
    return { at: this.clock.at(), today: this.clock.today(), by, role, unit: roleUnit, requestId, correlationId: feedId };
  }

  /** The rules of the day of receipt, looked up once for each unit of a page; undefined where none say anything of monitoring. */
  private termsBy({ receivedOn }: FeedInHand): TermsOf {
    const known = new Map<string, WatchTerms | undefined>();
    return (unitId) => {
      if (!known.has(unitId)) known.set(unitId, this.termsIn(unitId, receivedOn));
      return known.get(unitId);
    };
  }

  private termsIn(unitId: string, onDate: string): WatchTerms | undefined {
    try {
      return watchTermsFor(this.directory, unitId, onDate);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
}

type TermsOf = (unitId: string) => WatchTerms | undefined;
type Manner = Readonly<{ hearing: Hearing; terms: TermsOf }>;
