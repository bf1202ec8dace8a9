import type { HouseholdEvent } from '#domain/household/household.events';
import { addDays } from '#domain/kernel/calendar';
import { about, aidEvent, granted, paid, putInBatch, request } from '#domain/testing/sample-aid';
import { applied, classificationOf, event, inCare, incomes, principal, registered, spouse } from '#domain/testing/sample-household';
import type { DomainEvent } from '#domain/kernel/message';
import type { Signal } from '#domain/watch/watch.events';
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

  const rejected = event('ApplicationRejected', { personId: 'p1', rejectedOn: '2023-05-30', reasonKind: 'papers_incomplete' });

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
      'leaves it with a file that was withdrawn: the household is still there',
      inCare,
      [event('HouseholdWithdrawn', { personId: 'p1', withdrawnOn: '2023-05-30', reasonKind: 'false_statement' })],
      'verified',
    ],
    ['leaves it with an application that was turned away', [applied()], [rejected], 'verified'],
    ['leaves it when the household leaves difficulty', inCare, [leftOn('2023-05-30')], 'verified'],
  ] as const)('%s', async (_what, before, then, status) => {
    const scene = await stage.underWatch(...before);
    await scene.world.file(then);
    await stage.settledForGood(scene);
    expect(await scene.world.statuses()).toEqual([status]);
  });

  describe('of a household that applied anew under another file', () => {
    let people = 0;
    const claims = (events: readonly (readonly ['IdentityClaimed' | 'IdentityReleased', string])[], identityId: string): DomainEvent[] =>
      events.map(([type, householdId]) => ({
        type,
        data: { identityId, householdId, ...(type === 'IdentityClaimed' ? { as: 'principal' } : { cause: 'file_closed' }) },
      }));
    /** Two files of one person, the case open in the earlier one. */
    const twice = async (asWhat: 'principal' | 'member' = 'principal') => {
      const idHash = `anew-${(people += 1)}`;
      const [own, family] = [{ principal: { ...principal, idHash } }, event('MemberAdded', { member: { ...spouse, idHash } })];
      const earlier = await stage.underWatch(...(asWhat === 'principal' ? [applied(own), rejected] : [applied(), family, rejected]));
      const later = await stage.sceneOf(applied(own));
      const [before, now] = [earlier.world.householdId, later.world.householdId];
      const held = [
        ['IdentityClaimed', before],
        ['IdentityReleased', before],
        ['IdentityClaimed', now],
      ] as const;
      await later.world.write(`identity-${idHash}`, claims(held, idHash));
      return { earlier, later };
    };

    it.each([
      ['approved', [approved, registered]],
      ['found difficult after all', [reclassified(0, 'not_eligible')]],
    ] as const)('turns the case of its earlier file into one of the register when it is %s', async (_how, then) => {
      const { earlier, later } = await twice();
      await later.world.file(then);
      await stage.settledForGood(later);
      expect(await earlier.world.statuses()).toEqual(['turned_into_case']);
      // What happens there afterwards is another matter.
      await earlier.world.raise();
      await stage.settledForGood(later);
      expect(await earlier.world.statuses()).toEqual(['turned_into_case', 'raised']);
    });

    it('leaves the case of a family that its principal was but a member of', async () => {
      const { earlier, later } = await twice('member');
      await later.world.file([approved, registered]);
      await stage.settledForGood(later);
      expect(await earlier.world.statuses()).toEqual(['verified']);
    });
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

describe('what was heard before the file stood otherwise', () => {
  const bill = (amountFen: number, happenedOn = '2023-05-20'): Signal => ({
    ...{ signalId: `bill-${amountFen}`, personId: 'p1', kind: 'medical_cost', department: '市医疗保障局', happenedOn },
    ...{ receivedOn: TODAY, figures: { amountFen, marks: { care: 'inpatient' } } },
  });
  const verified = { personId: 'p1', unitId: 'U1', verifiedOn: '2023-02-20', outcome: 'unchanged', nextDueOn: '2024-02-20' } as const;
  const heardInCare = async (amountFen: number, happenedOn?: string): Promise<Scene> => {
    const scene = await stage.sceneOf(...inCare, event('HouseholdReVerified', verified));
    const [file, terms] = [await scene.world.standing(), await scene.world.terms()];
    await scene.world.act({ type: 'ReceiveSignal', data: { signal: bill(amountFen, happenedOn), file, terms } });
    await scene.reactions.settle();
    return scene;
  };
  const flagged = async ({ world }: Scene) => [...(await world.watch()).flags.values()].map(({ ruleId }) => ruleId);

  it('is judged by the rules for households that left difficulty once it has left', async () => {
    const scene = await heardInCare(1_900_000);
    expect(await flagged(scene)).toEqual([]);
    await scene.world.file([leftOn(TODAY)]);
    await stage.settledForGood(scene);
    expect(await flagged(scene)).toEqual(['medical-inpatient-left']);
    expect(openCase(await scene.world.watch())).toMatchObject({ kind: 'unstable_exit_household', source: 'rule' });
  });

  it('says nothing where it is within their limits, or lies too far back', async () => {
    for (const scene of [await heardInCare(499_999), await heardInCare(1_900_000, '2022-05-31')]) {
      await scene.world.file([leftOn(TODAY)]);
      await stage.settledForGood(scene);
      expect(await flagged(scene)).toEqual([]);
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
