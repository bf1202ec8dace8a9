import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainEvent } from '#domain/kernel/message';
import { starterPolicy } from '#domain/policy/starter-policy';
import type { WatchRules } from '#domain/policy/watch-rules';
import { Streams } from '#event-store/streams';
import { newEvents } from '#event-store/request';
import { caseTasks } from '#read-models/case-tasks/case-tasks';
import { fileStanding } from '#read-models/file-standing/file-standing';
import { leadBoard } from '#read-models/lead-board/lead-board';
import type { AnyView } from '#read-models/registry';
import type { Lease, ReadStore } from '#read-store/port';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { DeadlineKeeper } from '../../apps/server/src/deadlines/deadline-keeper.js';
import type { Pass } from '../../apps/server/src/deadlines/pass.js';
import { DeadlineNotes } from '../../apps/server/src/platform/deadline-notes.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { LEASE_MS } from '../../apps/server/src/platform/leases.js';
import { Progress } from '../../apps/server/src/platform/progress.js';
import { Views } from '../../apps/server/src/platform/views.js';
import { Projector } from '../../apps/server/src/projector/projector.js';
import { ScratchLog } from './scratch-log.js';
import { SetClock } from './server.js';

/** Union, township, county and city, one above the other, and a second union in the township. */
export const ladder = { base: 'U1', sibling: 'U2', township: '410481-101', county: '410481', city: '410400' } as const;

const places = [
  { code: ladder.city, kind: 'city_union', name: '演示市总工会' },
  { code: ladder.county, parent: ladder.city, kind: 'county_union', name: '演示甲县总工会' },
  { code: ladder.township, parent: ladder.county, kind: 'township_union', name: '演示甲镇总工会' },
  { code: ladder.base, parent: ladder.township, kind: 'base_union', name: '演示机械厂工会' },
  { code: ladder.sibling, parent: ladder.township, kind: 'base_union', name: '演示纺织厂工会' },
];

const views = [caseTasks, fileStanding, leadBoard] as unknown as readonly AnyView[];

/** What may befall a process: it begins nothing more after so many writes, or one stream fails it. */
type Trouble = Readonly<{ killedAfter?: number; failsFor?: string }>;

/** A log, the views that the keeper of deadlines looks at, and a clock that stands until it is moved: without a server. */
export class ScratchDeadlines {
  private requests = 0;

  private constructor(
    readonly log: ScratchLog,
    readonly clock: SetClock,
    private readonly store: ReadStore,
    private readonly folder: string,
    private readonly directory: Directory,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  static async open(today: string): Promise<ScratchDeadlines> {
    const folder = mkdtempSync(join(tmpdir(), 'nuanliu-views-'));
    const [log, store, progress] = [await ScratchLog.open(), await openSqliteReadStore({ path: join(folder, 'views.db') }), new Progress()];
    const directory = new Directory(log.events);
    const projector = new Projector({ events: log.events, store, views, progress });
    const world = new Views(store, progress, log.events);
    const scratch = new ScratchDeadlines(log, new SetClock(`${today}T02:00:00.000Z`), store, folder, directory, projector, world);
    for (const place of places) await scratch.write(`unit-${place.code}`, { type: 'UnitRegistered', data: place });
    await directory.start();
    projector.start();
    return scratch;
  }

  /** Makes these the rules of monitoring from a day on; each time as another version. */
  async publish(rules: WatchRules, version = 1, effectiveFrom: string = starterPolicy.effectiveFrom): Promise<void> {
    const content = { ...starterPolicy, effectiveFrom, rules: { ...starterPolicy.rules, watch: rules } };
    const data = { ...content, version };
    await this.directory.reached(await this.write(`policy-${starterPolicy.policyId}`, { type: 'PolicyPublished', data }));
  }

  /** Events as they are, without a decision, recorded at the clock's time. */
  async write(stream: string, ...events: readonly DomainEvent[]): Promise<string> {
    const { revision } = await this.log.events.tail(stream);
    const context = systemContext('test', this.clock, `told-${++this.requests}`);
    const expected = revision === -1 ? 'noStream' : revision;
    return (await this.log.events.append(stream, expected, newEvents(stream, context, events))).position;
  }

  /** Types of the events of a stream that the keeper wrote, with what they say. */
  async kept(stream: string): Promise<readonly Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>[]> {
    const events = await this.log.read(stream);
    return events.filter(({ meta }) => meta.by === 'system:deadlines').map(({ type, data }) => ({ type, data: data }));
  }

  /** One pass on a day, as a process that was just started does it. */
  async keep(today: string, trouble: Trouble = {}): Promise<Pass> {
    const [pass] = await this.keepTogether(today, 1, trouble);
    return pass!;
  }

  /** As `keep`, by so many processes at once, as if a lease held none of them back. */
  async keepTogether(today: string, processes: number, trouble: Trouble = {}): Promise<readonly Pass[]> {
    this.clock.set(`${today}T02:00:00.000Z`);
    const { log, clock, directory, views, store } = this;
    const lease = await this.lease();
    const keep = (): Promise<Pass> => {
      const held = new AbortController();
      const streams = troubled(new Streams(log.events), held, trouble);
      const keeper = new DeadlineKeeper({ events: log.events, streams, views, directory, notes: new DeadlineNotes(store), clock });
      return keeper.keep(lease, held.signal);
    };
    try {
      return await Promise.all(Array.from({ length: processes }, keep));
    } finally {
      await store.releaseLease(lease);
    }
  }

  async discard(): Promise<void> {
    await this.projector.stop();
    await this.directory.stop();
    await this.store.close();
    await this.log.discard();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async lease(): Promise<Lease> {
    const lease = await this.store.acquireLease('deadlines', randomUUID(), LEASE_MS);
    if (!lease) throw new Error('the lease is held');
    return lease;
  }
}

const troubled = (streams: Streams, held: AbortController, { killedAfter = Number.POSITIVE_INFINITY, failsFor }: Trouble): Streams => {
  let written = 0;
  const handle: Streams['handle'] = async (decider, id, command, context) => {
    if (id === failsFor) throw new TypeError('the stream cannot be read');
    const receipt = await streams.handle(decider, id, command, context);
    written += 1;
    if (written >= killedAfter) held.abort();
    return receipt;
  };
  return new Proxy(streams, { get: (target, name) => (name === 'handle' ? handle : Reflect.get(target, name)) });
};
