import type { HouseholdEvent } from '#domain/household/household.events';
import { event } from '#domain/testing/sample-household';
import type { Reopening } from '../../apps/server/src/platform/monitoring/reopening.js';
import { carryWatchAlong } from '../../apps/server/src/reactions/when-a-file-changes-carry-its-watch-along.js';
import { reviewRiskOfChangedFile } from '../../apps/server/src/reactions/when-a-file-stands-otherwise-review-its-risk.js';
import { reopenRelapsedFile } from '../../apps/server/src/reactions/when-a-relapse-is-confirmed-reopen-the-file.js';
import { deliverPaidMeasures } from '../../apps/server/src/reactions/when-aid-is-paid-deliver-its-measure.js';
import type { Reactions } from './reactions.js';
import { ScratchLog } from './scratch-log.js';
import { ScratchWatch } from './scratch-watch.js';

export const TODAY = '2023-06-01';

/** One household of its own and the reactions that carry its watch along. */
export type Scene = Readonly<{ world: ScratchWatch; reactions: Reactions }>;

/** A log on which households and their watches are played through, each with what follows from it. */
export class WatchStage {
  private constructor(
    readonly log: ScratchLog,
    readonly tools: Reopening,
  ) {}

  static async open(): Promise<WatchStage> {
    const log = await ScratchLog.open();
    return new WatchStage(log, await ScratchWatch.tools(log));
  }

  async discard(): Promise<void> {
    await this.tools.directory.stop();
    await this.log.discard();
  }

  /** A household whose file has this history. */
  async sceneOf(...file: readonly HouseholdEvent[]): Promise<Scene> {
    const world = ScratchWatch.open(this.log, this.tools, TODAY);
    await world.file(file);
    const { streams, events, directory } = this.tools;
    const reactions = world.reactions([
      ...carryWatchAlong({ streams, events }),
      ...deliverPaidMeasures(streams),
      reopenRelapsedFile(this.tools),
      reviewRiskOfChangedFile({ streams, directory, standings: { of: () => world.standing() } }),
    ]);
    return { world, reactions };
  }

  /** The same with a case that was raised and visited. */
  async underWatch(...file: readonly HouseholdEvent[]): Promise<Scene> {
    const scene = await this.sceneOf(...file);
    await scene.world.raise();
    await scene.world.verify();
    return scene;
  }

  /** Everything comes to the same end however often and in whichever order it is heard of. */
  async settledForGood({ reactions }: Scene): Promise<void> {
    await reactions.settle();
    const head = await this.log.events.head();
    for (const heard of (await reactions.events()).toReversed()) await reactions.deliver(heard);
    await reactions.settle();
    expect(await this.log.events.head()).toBe(head);
    expect(reactions.refused).toEqual([]);
  }
}

export const leftOn = (day: string): HouseholdEvent =>
  event('HouseholdLeftDifficulty', {
    ...{ personId: 'p1', leftOn: day, explainedOn: day, causeRemoved: '已返岗', months: [] },
    ...{ exit: { multiplePercent: 100, comparison: '<=' }, exitStableMonths: 6, policyVersion: 'pingdingshan@1' },
  });
