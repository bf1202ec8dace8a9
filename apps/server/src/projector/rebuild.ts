import { randomUUID } from 'node:crypto';
import type { EventStore } from '#event-store/event-store';
import { START } from '#event-store/port';
import type { AnyView } from '#read-models/registry';
import type { BuildState, Lease, ReadStore } from '#read-store/port';
import { underOwnLease } from '../platform/leases.js';
import { BuildGroup } from './build-group.js';
import { nextBuild, openBuilds } from './builds.js';
import { differingKeys } from './differences.js';
import { BuildFolding } from './folding.js';
import { whileOthersWait } from './leadership.js';

const LEASE = 'rebuild';

/**
 * How a view came out: `same` as the build it replaced; `differs` from it and was dropped, or `accepted` all the same; `first`
 * where there was nothing to compare with; `prepared` where queries see another version, until this release is started.
 */
export type Outcome = 'same' | 'differs' | 'accepted' | 'first' | 'prepared';

/** `differing` names the first keys of rows that differ. */
export type Rebuilt = Readonly<{
  view: string;
  build: string;
  replaced: string;
  outcome: Outcome;
  rows: number;
  checkpoint: string;
  digest: string;
  differing?: readonly string[];
}>;

export type RebuildReport = Readonly<{ events: number; seconds: number; views: readonly Rebuilt[] }>;

export type RebuildOptions = Readonly<{
  events: EventStore;
  store: ReadStore;
  views: readonly AnyView[];
  /** Takes the new build even where its rows are not those of the one shown. */
  acceptDifference?: boolean;
  /** Hears of each batch: events read so far, and the position reached. */
  onProgress?: (events: number, position: string) => void;
}>;

/** Another rebuild is at work. */
export class RebuildRunning extends Error {
  constructor() {
    super('another rebuild is running');
    this.name = 'RebuildRunning';
  }
}

/** The fold of a view fails: no build can be made of it. */
export class ViewCannotBeBuilt extends Error {
  constructor(view: string, position: string, why: string) {
    super(`view ${view} cannot be built: ${why} at position ${position}`);
    this.name = 'ViewCannotBeBuilt';
  }
}

/** The server itself is still building the view for the first time. */
export class ViewStillBuilding extends Error {
  constructor(view: string) {
    super(`view ${view} is still being built by the server; try again when it is ready`);
    this.name = 'ViewStillBuilding';
  }
}

/** A new build, and the one that queries see. */
type Target = Readonly<{ folding: BuildFolding; shown: BuildState; outcome?: Outcome; differing?: readonly string[] }>;

const isOtherVersion = ({ folding, shown }: Target): boolean => shown.version !== folding.view.version;

/**
 * Builds views anew beside the ones that queries see, while servers run and write: all together, each event read once. A new
 * build takes the place of the old one only where both have the same digest at the same position, or where a difference is
 * accepted. The old one stays until it is dropped; a new one that is refused goes at once.
 */
export class Rebuild {
  private readonly owner = randomUUID();
  private readonly begun = performance.now();
  private read = 0;

  constructor(private readonly options: RebuildOptions) {}

  /** @throws {RebuildRunning} @throws {ViewCannotBeBuilt} @throws {ViewStillBuilding} @throws {HandoverRefused} @throws the reason of `signal`. */
  async run(signal: AbortSignal): Promise<RebuildReport> {
    let views: readonly Rebuilt[] = [];
    const ran = await underOwnLease(this.options.store, LEASE, this.owner, signal, async (lease, held) => {
      const targets = await this.open();
      try {
        views = await this.rebuild(lease, targets, held);
      } catch (error) {
        // What was begun for the next release is kept, for it can go on.
        for (const target of targets) if (!isOtherVersion(target)) await this.dropUnlessShown(target.folding.build);
        throw error;
      }
    });
    if (!ran) throw new RebuildRunning();
    return { events: this.read, seconds: (performance.now() - this.begun) / 1000, views };
  }

  private async rebuild(lease: Lease, targets: readonly Target[], signal: AbortSignal): Promise<readonly Rebuilt[]> {
    // Once over all there is, and once more over what came meanwhile.
    for (let pass = 0; pass < 2; pass += 1) await this.advance(lease, targets, await this.upToWhichAllMayGo(targets), signal);
    const judged: Target[] = [];
    for (const target of targets) judged.push({ ...target, outcome: await this.judge(lease, target, signal) });
    const settled = judged.every(isOtherVersion) ? judged : await this.settle(judged);
    const results: Rebuilt[] = [];
    for (const target of settled) results.push(await this.told(target));
    return results;
  }

  /** A new, empty build of each view; where queries see another version, the one that was begun goes on. */
  private async open(): Promise<readonly Target[]> {
    const { store, views } = this.options;
    const opened = await openBuilds(store, views);
    const known = await store.builds();
    const targets: Target[] = [];
    for (const { folding, shown } of opened) {
      const ofView = known.filter(({ view }) => view === folding.name);
      targets.push({ folding: shown ? await this.begin(folding.view, ofView) : folding, shown: ofView.find(({ active }) => active)! });
    }
    return targets;
  }

  private async begin(view: AnyView, known: readonly BuildState[]): Promise<BuildFolding> {
    const build = nextBuild(view, known);
    await this.options.store.ensureBuild(view.collection, view.version, build);
    return new BuildFolding(view, build, this.options.store, START);
  }

  /** How far all may go and none will be past the build it is compared with. */
  private async upToWhichAllMayGo(targets: readonly Target[]): Promise<string> {
    const { events, store } = this.options;
    const compared = targets.filter((target) => !isOtherVersion(target) && target.shown.checkpoint !== START);
    const reached = await Promise.all(compared.map(({ shown }) => store.checkpoint(shown.build)));
    return [...reached, await events.head()].reduce((a, b) => (a < b ? a : b));
  }

  private async advance(lease: Lease, targets: readonly Target[], until: string, signal?: AbortSignal): Promise<void> {
    const { events, store, onProgress } = this.options;
    const foldings = targets.map(({ folding }) => folding).filter(({ checkpoint }) => checkpoint < until);
    if (foldings.length === 0) return;
    const group = new BuildGroup(store, foldings, ({ name }, { position, why }) => {
      throw new ViewCannotBeBuilt(name, position, why);
    });
    const onBatch = (count: number) => {
      this.read += count;
      onProgress?.(this.read, group.checkpoint);
    };
    await group.catchUp(events, lease, { until, onBatch, ...(signal ? { signal } : {}) });
    signal?.throwIfAborted();
  }

  /** The old build may move on meanwhile: it is read as of one moment, and the new one is brought to just that moment. */
  private async judge(lease: Lease, target: Target, signal: AbortSignal): Promise<Outcome> {
    const { folding, shown } = target;
    if (isOtherVersion(target)) return 'prepared';
    const old = await this.options.store.digest(shown.build);
    if (shown.checkpoint === START && old.rows === 0) return 'first';
    if (old.checkpoint < folding.checkpoint) throw new ViewStillBuilding(folding.name);
    await this.advance(lease, [target], old.checkpoint, signal);
    const made = await this.options.store.digest(folding.build);
    if (made.checkpoint === old.checkpoint && made.digest === old.digest) return 'same';
    return this.options.acceptDifference ? 'accepted' : 'differs';
  }

  /** While nobody else writes: looks for what differs, brings the new builds to the head and shows them. */
  private async settle(judged: readonly Target[]): Promise<readonly Target[]> {
    const { events, store } = this.options;
    const settled: Target[] = [];
    await whileOthersWait(store, this.owner, async (lease) => {
      for (const target of judged) settled.push(await this.explained(lease, target));
      const taken = settled.filter(({ outcome }) => outcome !== 'differs' && outcome !== 'prepared');
      await this.advance(lease, taken, await events.head());
      for (const { folding } of taken) await store.activate(folding.name, folding.build);
    });
    return settled;
  }

  private async explained(lease: Lease, target: Target): Promise<Target> {
    const { folding, shown, outcome } = target;
    if (outcome !== 'differs' && outcome !== 'accepted') return target;
    await this.advance(lease, [target], await this.options.store.checkpoint(shown.build));
    return { ...target, differing: await differingKeys(this.options.store, folding.view, shown.build, folding.build) };
  }

  private async told({ folding, shown, outcome, differing }: Target): Promise<Rebuilt> {
    const { digest, rows, checkpoint } = await this.options.store.digest(folding.build);
    if (outcome === 'differs') await this.dropUnlessShown(folding.build);
    if (outcome === 'first') await this.dropUnlessShown(shown.build);
    const result = { view: folding.name, build: folding.build, replaced: shown.build, outcome: outcome!, rows, checkpoint, digest };
    return differing ? { ...result, differing } : result;
  }

  private async dropUnlessShown(build: string): Promise<void> {
    const state = (await this.options.store.builds()).find((known) => known.build === build);
    if (state && !state.active) await this.options.store.dropBuild(build);
  }
}
