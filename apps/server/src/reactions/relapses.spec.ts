import { addDays } from '#domain/kernel/calendar';
import type { Context, Decider } from '#domain/kernel/decider';
import type { DomainEvent, Message } from '#domain/kernel/message';
import { event, inCare, registered } from '#domain/testing/sample-household';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { ScratchWatch } from '../../../../test/support/scratch-watch.js';
import { leftOn, TODAY, WatchStage, type Scene } from '../../../../test/support/watch-stage.js';
import { IdentityClaims } from '../platform/identity-claims.js';
import { reopenFile, requireReopenable } from '../platform/monitoring/reopening.js';

let stage: WatchStage;
beforeAll(async () => {
  stage = await WatchStage.open();
});
afterAll(() => stage.discard());

const left = leftOn('2022-10-08');
const confirmation = { confirmedOn: TODAY, circumstances: '再次住院' };
const confirmed = { type: 'ConfirmRelapse', data: { ...confirmation, fileStatus: 'left_difficulty' } } as const;
const approver = { by: 'approver-1', role: 'county_approver', unit: '410481' };

/** Streams of a process that dies at its write number `writes + 1`. */
class DyingStreams extends Streams {
  constructor(private writes: number) {
    super(stage.log.events);
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
    const scene = await stage.underWatch(...inCare, left);
    await scene.world.act(confirmed, approver);
    await stage.settledForGood(scene);
    await reopened(scene);
    const reopening = (await stage.log.read(`household-${scene.world.householdId}`)).at(-1)!;
    expect(reopening).toMatchObject({
      meta: approver,
      data: { surveyDueOn: addDays(TODAY, 5), relapse: 1, circumstances: confirmation.circumstances },
    });
  });

  // The request writes: the relapse, a claim for each of two people, the file.
  it.each([1, 2, 3, 4])('ends alike where its request dies after %d of its writes', async (writes) => {
    const scene = await stage.underWatch(...inCare, left);
    const { world } = scene;
    const streams = new DyingStreams(writes - 1);
    const { revision, stream } = await world.act(confirmed, approver);
    const dying = { ...stage.tools, streams, claims: new IdentityClaims(streams) };
    const inline = reopenFile(dying, await stage.log.events.eventAt(stream, revision), world.context());
    if (writes < 4) await expect(inline).rejects.toThrow('killed');
    else await inline;
    await stage.settledForGood(scene);
    await reopened(scene);
  });

  it('does not reopen the file again that left difficulty once more', async () => {
    const scene = await stage.underWatch(...inCare, left);
    await scene.world.act(confirmed, approver);
    await scene.reactions.settle();
    await scene.world.file([registered, leftOn(TODAY)]);
    await stage.settledForGood(scene);
    expect(await scene.world.filed()).toMatchObject({ status: 'closed', relapses: 1 });
  });

  it('is seen beforehand not to be possible, with nothing written', async () => {
    const { world } = await stage.underWatch(...inCare, left);
    const head = await stage.log.events.head();
    const asked = async (file: Awaited<ReturnType<ScratchWatch['filed']>>) =>
      requireReopenable(stage.tools, file, confirmation, world.context());
    await expect(asked(await world.filed())).resolves.toBeUndefined();
    const early = { ...confirmation, confirmedOn: '2022-10-07' };
    await expect(requireReopenable(stage.tools, await world.filed(), early, world.context())).rejects.toMatchObject({
      code: 'date-before-exit',
    });
    expect(await stage.log.events.head()).toBe(head);
  });
});

describe('a file reopened by hand', () => {
  const reopenedByHand = event('HouseholdReopened', {
    ...{ personId: 'p1', unitId: 'U1', reopenedOn: '2023-05-30', closedRevision: inCare.length, relapse: 1 },
    ...{ surveyDueOn: '2023-06-04', circumstances: '旧病复发' },
  });

  it('confirms the relapse of the open case, which reopens nothing more', async () => {
    const scene = await stage.underWatch(...inCare, left);
    await scene.world.file([reopenedByHand]);
    await stage.settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['relapsed']);
    expect(await scene.world.filed()).toMatchObject({ status: 'applied', relapses: 1, reopenedOn: '2023-05-30' });
    expect((await stage.log.read(`watch-${scene.world.householdId}`)).at(-1)).toMatchObject({
      type: 'RelapseConfirmed',
      data: { confirmedOn: '2023-05-30', circumstances: '旧病复发' },
    });
  });

  it('is not reopened again by that relapse after it left difficulty once more', async () => {
    const scene = await stage.underWatch(...inCare, left);
    await scene.world.file([reopenedByHand]);
    await scene.reactions.settle();
    await scene.world.file([registered, leftOn(TODAY)]);
    await stage.settledForGood(scene);
    expect(await scene.world.filed()).toMatchObject({ status: 'closed', relapses: 1 });
  });

  it('says nothing of a case that was raised after it', async () => {
    const scene = await stage.sceneOf(...inCare, left, reopenedByHand, registered, leftOn('2023-05-31'));
    await scene.world.raise();
    await stage.settledForGood(scene);
    expect(await scene.world.statuses()).toEqual(['raised']);
    expect((await scene.world.filed()).status).toBe('closed');
  });
});
