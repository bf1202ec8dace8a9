import { addDays } from '#domain/kernel/calendar';
import type { RiskCondition, RiskRule } from '#domain/policy/watch-rules';
import { watch } from '#domain/watch/watch';
import type { WatchTerms } from '#domain/watch/watch.commands';
import type { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import type { Streams } from '#event-store/streams';
import { fileStanding, type StandingRow } from '#read-models/file-standing/file-standing';
import type { ReadCollection } from '#read-store/port';
import type { Clock } from '../platform/clock.js';
import type { DeadlineNote } from '../platform/deadline-notes.js';
import { systemContext } from '../platform/directory.js';
import { inParallel } from '../platform/in-parallel.js';
import { rowsOf } from './paging.js';
import type { Pass } from './pass.js';
import type { TermsByArea } from './terms-by-area.js';

const WIDTH = 8;
/** More than these that failed are not remembered one by one: then the day is looked at once more. */
const REMEMBERED = 1000;

type TimedCondition = Extract<RiskCondition, { kind: 'verification_overdue' | 'aid_ended' }>;
/** Files whose day lies so far back are asked about. */
type Threshold = Readonly<{ field: 'reverifyDueOn' | 'lastAidPaidOn'; days: number }>;

const thresholdOf = (condition: TimedCondition): Threshold =>
  condition.kind === 'verification_overdue'
    ? { field: 'reverifyDueOn', days: condition.byDays }
    : { field: 'lastAidPaidOn', days: condition.sinceDays };

const isTimed = (condition: RiskCondition): condition is TimedCondition =>
  condition.kind === 'verification_overdue' || condition.kind === 'aid_ended';

const thresholdsOf = ({ needs }: RiskRule): readonly Threshold[] => needs.filter(isTimed).map(thresholdOf);

const hasCome = (row: StandingRow, { field, days }: Threshold, today: string): boolean => {
  const day = row[field];
  return day !== null && addDays(day, days) <= today;
};

/** The rules whose day has come for a file; whether they hold is for the judgement to say. */
const rulesFor = (row: StandingRow, { rules }: WatchTerms, today: string): readonly RiskRule[] =>
  rules.rules.filter((rule) => {
    const thresholds = thresholdsOf(rule);
    return thresholds.length > 0 && thresholds.every((threshold) => hasCome(row, threshold, today));
  });

/** After these a file may stand where a day that is long past begins to count. */
const TURNS: readonly string[] = [
  'HouseholdRegistered',
  'HouseholdMadeFormal',
  'HouseholdReVerified',
  'HouseholdClassified',
  'HouseholdReclassified',
  'HouseholdLeftDifficulty',
  'HouseholdTransferred',
  'AidPaid',
  'AidHandedOver',
  'AidBounced',
  'ClawBackReceived',
];

type StandingEvent = Parameters<typeof fileStanding.keysOf>[0];
type Files = ReadCollection<StandingRow>;
/** A threshold, and the day up to which files were looked at by it; '' where never. */
type Stretch = Readonly<{ threshold: Threshold; since: string }>;
/** What was looked at, as the next pass has to know it. */
type Looked = Pick<DeadlineNote, 'reviewedThrough' | 'position' | 'policyVersions' | 'again'>;

/** Every threshold that some area has; where its rules are others than those of the last pass, all days count anew. */
const stretchesOf = (terms: TermsByArea, { reviewedThrough, policyVersions }: DeadlineNote): readonly Stretch[] => {
  const found = new Map<string, Stretch>();
  for (const [area, { rules, policyVersion }] of terms.all()) {
    const since = policyVersions[area] === policyVersion ? reviewedThrough : '';
    for (const threshold of rules.rules.flatMap(thresholdsOf)) {
      const key = `${threshold.field} ${threshold.days}`;
      const known = found.get(key);
      if (!known || since < known.since) found.set(key, { threshold, since });
    }
  }
  return [...found.values()];
};

/** Asks for a judgement of the files for which time alone may have made a rule hold: an overdue check, an aid that ended. */
export class RiskReviews {
  constructor(
    private readonly events: EventStore,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at the files whose day has come since the last pass, at those that changed since, and at those that could not be looked at;
   * `files` shows the log up to `head`.
   */
  async review(files: Files, terms: TermsByArea, since: Readonly<{ note: DeadlineNote; head: string }>, pass: Pass): Promise<Looked> {
    const { note, head } = since;
    const failed = new Set<string>();
    const look = (rows: readonly StandingRow[]) =>
      inParallel(rows, WIDTH, async (row) => {
        if (!(await this.ask(row, terms, pass))) failed.add(row.householdId);
      });
    const lookAt = async (ids: readonly string[]) => look([...(await files.getMany(ids)).values()].map(({ row }) => row));
    for (const stretch of stretchesOf(terms, note)) await this.lookAlong(files, stretch, terms.today, look);
    for await (const ids of this.turnedSince(note, head)) await lookAt(ids);
    await lookAt(note.again);
    if (failed.size > REMEMBERED) return note;
    const policyVersions = Object.fromEntries([...terms.all()].map(([area, { policyVersion }]) => [area, policyVersion]));
    return { reviewedThrough: terms.today, position: head, policyVersions, again: [...failed] };
  }

  private async lookAlong(
    files: Files,
    { threshold: { field, days }, since }: Stretch,
    today: string,
    look: (rows: readonly StandingRow[]) => Promise<void>,
  ): Promise<void> {
    if (since >= today) return;
    const come = { lte: addDays(today, -days), ...(since !== '' && { gt: addDays(since, -days) }) };
    for await (const rows of rowsOf(files, { where: { [field]: come }, sort: { field, direction: 'asc' } })) await look(rows);
  }

  /** Households of which something was written that may make a day count that is long past. At the first pass all days are looked at. */
  private async *turnedSince({ position }: DeadlineNote, head: string): AsyncGenerator<readonly string[]> {
    if (position === '' || position >= head) return;
    const over = new AbortController();
    const { categories } = fileStanding;
    for await (const message of this.events.subscribe({ after: position, categories, types: TURNS, signal: over.signal })) {
      if (message.kind === 'events') yield [...new Set(message.events.flatMap((event) => fileStanding.keysOf(event as StandingEvent)))];
      if (message.position >= head) over.abort();
    }
  }

  /** Answers false where it failed. Asked twice about the same of a file it is judged once. */
  private async ask(row: StandingRow, terms: TermsByArea, pass: Pass): Promise<boolean> {
    const { householdId, unitId, reverify, lastAid } = row;
    const own = terms.of(unitId);
    const ruleIds = own ? rulesFor(row, own, terms.today).map(({ ruleId }) => ruleId) : [];
    if (!own || ruleIds.length === 0) return true;
    const evidence = [reverify, lastAid].map((fact) => (fact ? `${fact.evidence.stream}@${fact.evidence.revision}` : ''));
    const requestId = uuidFrom('risk review', householdId, own.policyVersion, ...ruleIds, ...evidence);
    const context = { ...systemContext('deadlines', this.clock, requestId), unit: unitId };
    const command = { type: 'ReviewRisk', data: { file: row, terms: own } } as const;
    return pass.attempt('review', householdId, () => this.streams.handle(watch, householdId, command, context));
  }
}
