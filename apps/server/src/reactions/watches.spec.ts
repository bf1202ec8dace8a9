import type { HouseholdEvent } from '#domain/household/household.events';
import { addDays } from '#domain/kernel/calendar';
import { about, aidEvent, granted, paid, putInBatch, request } from '#domain/testing/sample-aid';
import { applied, classificationOf, event, inCare, incomes, registered, spouse } from '#domain/testing/sample-household';
import { openCase } from '#domain/watch/watch.state';
import { leftOn, TODAY, WatchStage, type Scene } from '../../../../test/support/watch-stage.js';

let stage: WatchStage;
beforeAll(async () => {
  stage = await WatchStage.open();
});
afterAll(() => stage.discard());

const transferred = (fromUnitId: string, toUnitId: string): HouseholdEvent =>
  event('HouseholdTransferred', { fromUnitId, toUnitId, transferredOn: '2023-05-30', reasonKind: 'moved' });

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
    const scene = await stage.underWatch(...before);
    await scene.world.file(then);
    await stage.settledForGood(scene);
    expect(await scene.world.statuses()).toEqual([status]);
  });

  it('ends no case that was raised afterwards', async () => {
    const scene = await stage.sceneOf(...inCare, cancelled);
    await scene.world.raise();
    await stage.settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['raised']);
  });

  it('moves the case to where the file is, however often it moved on', async () => {
    const scene = await stage.underWatch(...inCare);
    await scene.world.file([transferred('U1', 'U2'), transferred('U2', 'U3')]);
    await stage.settledForGood(scene);
    expect(openCase(await scene.world.watch())?.unitId).toBe('U3');
    expect((await scene.world.types('watch')).filter((type) => type === 'WatchMoved')).toHaveLength(1);
  });

  it('moves a case along that was raised by how the file stood a moment before', async () => {
    const scene = await stage.sceneOf(...inCare);
    const [file, terms] = [await scene.world.standing(), await scene.world.terms()];
    await scene.world.file([transferred('U1', 'U2')]);
    const said = { kind: 'sudden_hardship_household', severity: 'red', cause: 'accident', source: 'household', urgent: true } as const;
    await scene.world.act({ type: 'RaiseWatch', data: { ...said, statement: '车祸', file, terms } });
    // The transfer was heard of before.
    const raised = (await scene.reactions.events()).filter(({ type }) => type === 'WatchRaised');
    for (const heard of raised) await scene.reactions.deliver(heard);
    expect(openCase(await scene.world.watch())?.unitId).toBe('U2');
    await stage.settledForGood(scene);
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
    const scene = await stage.sceneOf(...marginal, near(3_500_000));
    await stage.settledForGood(scene);
    expect(await scene.world.types('watch')).toEqual(['FlagRaised', 'WatchRaised']);
    expect(openCase(await scene.world.watch())).toMatchObject({ kind: 'marginal_risk_household', source: 'rule', severity: 'green' });
  });

  it('stays under watch where it is turned away as not eligible for just that', async () => {
    const scene = await stage.sceneOf(...marginal, near(3_500_000));
    await scene.reactions.settle();
    await scene.world.file([turnedAway]);
    await stage.settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['raised']);
  });

  it('is not under watch where its income lies further above the line, or within it', async () => {
    for (const wageFen of [4_000_000, 1_200_000, 9_000_000]) {
      const scene = await stage.sceneOf(...marginal, near(wageFen));
      await stage.settledForGood(scene);
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
    const scene = await stage.underWatch(...inCare);
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
    await stage.settledForGood(scene);
    expect(await deliveredOn(scene)).toBeUndefined();
    await pay(scene, TODAY);
    await stage.settledForGood(scene);
    expect(await deliveredOn(scene)).toBe(TODAY);
  });

  it('is delivered as it is planned where it was paid before', async () => {
    const scene = await withAid();
    await pay(scene, TODAY);
    await plan(scene);
    await stage.settledForGood(scene);
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
    await stage.settledForGood(bounced);
    expect(await deliveredOn(bounced)).toBeUndefined();
    const before = await withAid();
    await pay(before, addDays(TODAY, -1));
    await plan(before);
    await stage.settledForGood(before);
    expect(await deliveredOn(before)).toBeUndefined();
  });
});
