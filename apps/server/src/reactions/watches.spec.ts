import type { HouseholdEvent } from '#domain/household/household.events';
import { addDays } from '#domain/kernel/calendar';
import type { Context, Decider } from '#domain/kernel/decider';
import type { DomainEvent, Message } from '#domain/kernel/message';
import { about, aidEvent, granted, paid, putInBatch, request } from '#domain/testing/sample-aid';
import { applied, classificationOf, event, inCare, incomes, registered, spouse } from '#domain/testing/sample-household';
import { openCase } from '#domain/watch/watch.state';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { Reactions } from '../../../../test/support/reactions.js';
import { ScratchLog } from '../../../../test/support/scratch-log.js';
import { ScratchWatch } from '../../../../test/support/scratch-watch.js';
import { IdentityClaims } from '../platform/identity-claims.js';
import { reopenFile, requireReopenable, type Reopening } from '../platform/monitoring/reopening.js';
import { carryWatchAlong } from './when-a-file-changes-carry-its-watch-along.js';
import { reviewRiskNearTheLine } from './when-a-household-is-found-near-the-line-review-its-risk.js';
import { reopenRelapsedFile } from './when-a-relapse-is-confirmed-reopen-the-file.js';
import { deliverPaidMeasures } from './when-aid-is-paid-deliver-its-measure.js';

const TODAY = '2023-06-01';

let log: ScratchLog;
let tools: Reopening;
beforeAll(async () => {
  log = await ScratchLog.open();
  tools = await ScratchWatch.tools(log);
});
afterAll(async () => {
  await tools.directory.stop();
  await log.discard();
});

type Scene = Readonly<{ world: ScratchWatch; reactions: Reactions }>;

const sceneOf = async (...file: readonly HouseholdEvent[]): Promise<Scene> => {
  const world = ScratchWatch.open(log, tools, TODAY);
  await world.file(file);
  const { streams, events, directory } = tools;
  const reactions = world.reactions([
    ...carryWatchAlong({ streams, events }),
    ...deliverPaidMeasures(streams),
    reopenRelapsedFile(tools),
    reviewRiskNearTheLine({ streams, directory, standings: { of: () => world.standing() } }),
  ]);
  return { world, reactions };
};

/** Everything comes to the same end however often and in whichever order it is heard of. */
const settledForGood = async ({ reactions }: Scene): Promise<void> => {
  await reactions.settle();
  const head = await log.events.head();
  for (const heard of (await reactions.events()).toReversed()) await reactions.deliver(heard);
  await reactions.settle();
  expect(await log.events.head()).toBe(head);
  expect(reactions.refused).toEqual([]);
};

const leftOn = (day: string): HouseholdEvent =>
  event('HouseholdLeftDifficulty', {
    ...{ personId: 'p1', leftOn: day, explainedOn: day, causeRemoved: '已返岗', months: [] },
    ...{ exit: { multiplePercent: 100, comparison: '<=' }, exitStableMonths: 6, policyVersion: 'pingdingshan@1' },
  });
const left = leftOn('2022-10-08');
const transferred = (fromUnitId: string, toUnitId: string): HouseholdEvent =>
  event('HouseholdTransferred', { fromUnitId, toUnitId, transferredOn: '2023-05-30', reasonKind: 'moved' });
const confirmation = { confirmedOn: TODAY, circumstances: '再次住院' };
const confirmed = { type: 'ConfirmRelapse', data: { ...confirmation, fileStatus: 'left_difficulty' } } as const;
const approver = { by: 'approver-1', role: 'county_approver', unit: '410481' };

const underWatch = async (...file: readonly HouseholdEvent[]): Promise<Scene> => {
  const scene = await sceneOf(...file);
  await scene.world.raise();
  await scene.world.verify();
  return scene;
};

/** Streams of a process that dies at its write number `writes + 1`. */
class DyingStreams extends Streams {
  constructor(private writes: number) {
    super(log.events);
  }

  override handle<State, Command extends Message, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    context: Context,
  ): Promise<Receipt> {
    this.writes -= 1;
    return this.writes < 0 ? Promise.reject(new Error('killed')) : super.handle(decider, id, command, context);
  }
}

describe('a relapse that was confirmed', () => {
  const reopened = async ({ world }: Scene): Promise<void> => {
    expect(await world.filed()).toMatchObject({ status: 'applied', relapses: 1, reopenedOn: TODAY });
    expect(await world.heldBy()).toBe(world.householdId);
    expect(await world.statuses()).toEqual(['relapsed']);
    expect((await world.types('household')).filter((type) => type === 'HouseholdReopened')).toHaveLength(1);
  };

  it('reopens the file in the name of who confirmed it, with the survey due by the policy of that day', async () => {
    const scene = await underWatch(...inCare, left);
    await scene.world.act(confirmed, approver);
    await settledForGood(scene);
    await reopened(scene);
    const reopening = (await log.read(`household-${scene.world.householdId}`)).at(-1)!;
    expect(reopening).toMatchObject({
      meta: approver,
      data: { surveyDueOn: addDays(TODAY, 5), relapse: 1, circumstances: confirmation.circumstances },
    });
  });

  // The request writes: the relapse, a claim for each of two people, the file.
  it.each([1, 2, 3, 4])('ends alike where its request dies after %d of its writes', async (writes) => {
    const scene = await underWatch(...inCare, left);
    const { world } = scene;
    const streams = new DyingStreams(writes - 1);
    const { revision, stream } = await world.act(confirmed, approver);
    const dying = { ...tools, streams, claims: new IdentityClaims(streams) };
    const inline = reopenFile(dying, await log.events.eventAt(stream, revision), world.context());
    if (writes < 4) await expect(inline).rejects.toThrow('killed');
    else await inline;
    await settledForGood(scene);
    await reopened(scene);
  });

  it('does not reopen the file again that left difficulty once more', async () => {
    const scene = await underWatch(...inCare, left);
    await scene.world.act(confirmed, approver);
    await scene.reactions.settle();
    await scene.world.file([registered, leftOn(TODAY)]);
    await settledForGood(scene);
    expect(await scene.world.filed()).toMatchObject({ status: 'closed', relapses: 1 });
  });

  it('is seen beforehand not to be possible, with nothing written', async () => {
    const { world } = await underWatch(...inCare, left);
    const head = await log.events.head();
    const asked = async (file: Awaited<ReturnType<ScratchWatch['filed']>>) => requireReopenable(tools, file, confirmation, world.context());
    await expect(asked(await world.filed())).resolves.toBeUndefined();
    const early = { ...confirmation, confirmedOn: '2022-10-07' };
    await expect(requireReopenable(tools, await world.filed(), early, world.context())).rejects.toMatchObject({
      code: 'date-before-exit',
    });
    expect(await log.events.head()).toBe(head);
  });
});

describe('a file reopened by hand', () => {
  const reopenedByHand = event('HouseholdReopened', {
    ...{ personId: 'p1', unitId: 'U1', reopenedOn: '2023-05-30', closedRevision: inCare.length, relapse: 1 },
    ...{ surveyDueOn: '2023-06-04', circumstances: '旧病复发' },
  });

  it('confirms the relapse of the open case, which reopens nothing more', async () => {
    const scene = await underWatch(...inCare, left);
    await scene.world.file([reopenedByHand]);
    await settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['relapsed']);
    expect(await scene.world.filed()).toMatchObject({ status: 'applied', relapses: 1, reopenedOn: '2023-05-30' });
    expect((await log.read(`watch-${scene.world.householdId}`)).at(-1)).toMatchObject({
      type: 'RelapseConfirmed',
      data: { confirmedOn: '2023-05-30', circumstances: '旧病复发' },
    });
  });

  it('is not reopened again by that relapse after it left difficulty once more', async () => {
    const scene = await underWatch(...inCare, left);
    await scene.world.file([reopenedByHand]);
    await scene.reactions.settle();
    await scene.world.file([registered, leftOn(TODAY)]);
    await settledForGood(scene);
    expect(await scene.world.filed()).toMatchObject({ status: 'closed', relapses: 1 });
  });

  it('says nothing of a case that was raised after it', async () => {
    const scene = await sceneOf(...inCare, left, reopenedByHand, registered, leftOn('2023-05-31'));
    await scene.world.raise();
    await settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['raised']);
    expect((await scene.world.filed()).status).toBe('closed');
  });
});

describe('what is decided in the file', () => {
  const approved = event('HouseholdApproved', {
    ...{ approvedOn: '2023-05-30', category: 'deeply_difficult', policyVersion: 'pingdingshan@1', evidence: [] },
  });
  const reclassified = (wageFen: number, previousCategory: 'not_eligible' | 'deeply_difficult'): HouseholdEvent => {
    const classification = classificationOf({ incomes: { ...incomes, wageFen } });
    return event('HouseholdReclassified', { personId: 'p1', unitId: 'U1', classification, previousCategory });
  };
  const cancelled = event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2023-05-30', reasonKind: 'retired' });

  it.each([
    ['turns the case into one of the register when it is approved', [applied()], [approved, registered], 'turned_into_case'],
    ['turns it when a file found not eligible is classified as difficult', inCare, [reclassified(0, 'not_eligible')], 'turned_into_case'],
    ['leaves it where the category changes among the difficult', inCare, [reclassified(0, 'deeply_difficult')], 'verified'],
    ['ends it with a cancelled file', inCare, [cancelled], 'ended'],
    [
      'ends it with a file that was merged into another',
      inCare,
      [event('HouseholdMergedInto', { intoHouseholdId: 'h2', mergedOn: '2023-05-30' })],
      'ended',
    ],
    [
      'ends it with a file that was withdrawn',
      inCare,
      [event('HouseholdWithdrawn', { personId: 'p1', withdrawnOn: '2023-05-30', reasonKind: 'false_statement' })],
      'ended',
    ],
    [
      'ends it with an application turned away for its papers',
      [applied()],
      [event('ApplicationRejected', { personId: 'p1', rejectedOn: '2023-05-30', reasonKind: 'papers_incomplete' })],
      'ended',
    ],
    ['leaves it when the household leaves difficulty', inCare, [leftOn('2023-05-30')], 'verified'],
  ] as const)('%s', async (_what, before, then, status) => {
    const scene = await underWatch(...before);
    await scene.world.file(then);
    await settledForGood(scene);
    expect(await scene.world.statuses()).toEqual([status]);
  });

  it('ends no case that was raised afterwards', async () => {
    const scene = await sceneOf(...inCare, cancelled);
    await scene.world.raise();
    await settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['raised']);
  });

  it('moves the case to where the file is, however often it moved on', async () => {
    const scene = await underWatch(...inCare);
    await scene.world.file([transferred('U1', 'U2'), transferred('U2', 'U3')]);
    await settledForGood(scene);
    expect(openCase(await scene.world.watch())?.unitId).toBe('U3');
    expect((await scene.world.types('watch')).filter((type) => type === 'WatchMoved')).toHaveLength(1);
  });

  it('moves a case along that was raised by how the file stood a moment before', async () => {
    const scene = await sceneOf(...inCare);
    const [file, terms] = [await scene.world.standing(), await scene.world.terms()];
    await scene.world.file([transferred('U1', 'U2')]);
    const said = { kind: 'sudden_hardship_household', severity: 'red', cause: 'accident', source: 'household', urgent: true } as const;
    await scene.world.act({ type: 'RaiseWatch', data: { ...said, statement: '车祸', file, terms } });
    // The transfer was heard of before.
    await scene.reactions.deliver((await scene.reactions.events()).at(-1)!);
    expect(openCase(await scene.world.watch())?.unitId).toBe('U2');
    await settledForGood(scene);
    expect(openCase(await scene.world.watch())?.unitId).toBe('U2');
  });
});

describe('a household found close to the line', () => {
  const near = (wageFen: number): HouseholdEvent =>
    event('HouseholdClassified', {
      ...{ personId: 'p1', unitId: 'U1' },
      classification: classificationOf({ incomes: { ...incomes, wageFen } }),
    });
  const turnedAway = event('ApplicationRejected', { personId: 'p1', rejectedOn: TODAY, reasonKind: 'not_eligible' });
  const marginal = [applied(), event('MemberAdded', { member: spouse })];

  it('is under watch by the rules of that day, once however often that is heard', async () => {
    const scene = await sceneOf(...marginal, near(3_500_000));
    await settledForGood(scene);
    expect(await scene.world.types('watch')).toEqual(['FlagRaised', 'WatchRaised']);
    expect(openCase(await scene.world.watch())).toMatchObject({ kind: 'marginal_risk_household', source: 'rule', severity: 'green' });
  });

  it('stays under watch where it is turned away as not eligible for just that', async () => {
    const scene = await sceneOf(...marginal, near(3_500_000));
    await scene.reactions.settle();
    await scene.world.file([turnedAway]);
    await settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['raised']);
  });

  it('is not under watch where its income lies further above the line, or within it', async () => {
    for (const wageFen of [4_000_000, 1_200_000, 9_000_000]) {
      const scene = await sceneOf(...marginal, near(wageFen));
      await settledForGood(scene);
      expect(await scene.world.types('watch')).toEqual([]);
    }
  });
});

describe('a measure that is an aid', () => {
  const measureId = 'm1';
  const givenOn = (day: string) => {
    const ofDay = paid();
    return { ...ofDay, data: { ...ofDay.data, paidOn: day } } as typeof ofDay;
  };

  const withAid = async (): Promise<Scene> => {
    const scene = await underWatch(...inCare);
    const { aidId, householdId } = scene.world;
    const asked = request({ aidId, householdId });
    const own = granted(asked).map((each) => ({ ...each, data: { ...each.data, householdId } }));
    await scene.world.write(`aid-${aidId}`, own);
    return scene;
  };
  const plan = ({ world }: Scene) => {
    const measure = { measureId, kind: 'aid', aidId: world.aidId, dueOn: TODAY, description: '医疗救助' } as const;
    const followUpMonths = { red: 1, yellow: 3, green: 6 };
    return world.act({ type: 'PlanMeasures', data: { plannedOn: TODAY, measures: [measure], followUpMonths } });
  };
  const pay = async ({ world }: Scene, day: string): Promise<void> => {
    const ofWorld = { ...about, householdId: world.householdId };
    const events = [putInBatch(), givenOn(day)].map((each) => ({ ...each, data: { ...each.data, ...ofWorld } }));
    await world.write(`aid-${world.aidId}`, events);
  };
  const deliveredOn = async ({ world }: Scene) => openCase(await world.watch())?.measures.get(measureId)?.deliveredOn;

  it('is delivered by its payment', async () => {
    const scene = await withAid();
    await plan(scene);
    await settledForGood(scene);
    expect(await deliveredOn(scene)).toBeUndefined();
    await pay(scene, TODAY);
    await settledForGood(scene);
    expect(await deliveredOn(scene)).toBe(TODAY);
  });

  it('is delivered as it is planned where it was paid before', async () => {
    const scene = await withAid();
    await pay(scene, TODAY);
    await plan(scene);
    await settledForGood(scene);
    expect(await deliveredOn(scene)).toBe(TODAY);
  });

  it('is not delivered by money that came back, nor by money from before the clue', async () => {
    const bounced = await withAid();
    await pay(bounced, TODAY);
    const sentBack = {
      ...about,
      householdId: bounced.world.householdId,
      batchId: 'b1',
      bouncedOn: TODAY,
      reason: 'account_closed',
    } as const;
    await bounced.world.write(`aid-${bounced.world.aidId}`, [aidEvent('AidBounced', sentBack)]);
    await plan(bounced);
    await settledForGood(bounced);
    expect(await deliveredOn(bounced)).toBeUndefined();
    const before = await withAid();
    await pay(before, addDays(TODAY, -1));
    await plan(before);
    await settledForGood(before);
    expect(await deliveredOn(before)).toBeUndefined();
  });
});
