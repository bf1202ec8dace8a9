import fc from 'fast-check';
import { aid } from '#domain/aid/aid';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import { card, countyApprover, payer, reviewer, today } from '#domain/testing/sample-aid';
import { inCare, applied } from '#domain/testing/sample-household';
import { fund } from '#domain/fund/fund';
import type { Streams } from '#event-store/streams';
import { ScratchAid } from '../../../../test/support/scratch-aid.js';
import { ScratchLog } from '../../../../test/support/scratch-log.js';
import type { Reactions } from '../../../../test/support/reactions.js';
import { completeGrant } from '../platform/money/grants.js';
import { completeUrgentAidPapers } from './when-a-household-is-registered-complete-urgent-aid-papers.js';
import { releaseWhatAnAidHeld } from './when-an-aid-ends-release-what-it-held.js';
import { proposeClaimedAid } from './when-an-entitlement-is-claimed-propose-the-aid.js';
import { grantReservedAid } from './when-money-or-goods-are-reserved-grant-the-aid.js';

let log: ScratchLog;
beforeAll(async () => {
  log = await ScratchLog.open();
});
afterAll(() => log.discard());

const reactionsTo = (streams: Streams) => [
  proposeClaimedAid(streams),
  ...grantReservedAid(streams),
  ...releaseWhatAnAidHeld(streams),
  ...completeUrgentAidPapers(streams),
];

type Scene = Readonly<{ world: ScratchAid; reactions: Reactions }>;

const scene = async (): Promise<Scene> => {
  const world = await ScratchAid.open(log);
  return { world, reactions: world.reactions(reactionsTo(log.streams)) };
};

const secondApprover = 'approver-2';
const rejection = { type: 'RejectAid', data: { rejectedOn: today, reasonKind: 'not_needed' } } as const;
const cancellation = { type: 'CancelAid', data: { cancelledOn: today, reasonKind: 'asked_by_worker' } } as const;
const giveBack = { type: 'ReturnAid', data: { returnedOn: today, explanation: '缺收入证明' } } as const;

/** Everything comes to the same end however often and in whichever order it is heard of. */
const settledForGood = async ({ reactions }: Scene): Promise<void> => {
  await reactions.settle();
  const head = await log.events.head();
  for (const event of (await reactions.events()).toReversed()) await reactions.deliver(event);
  expect(await log.events.head()).toBe(head);
  expect(reactions.refused).toEqual([]);
};

describe('whoever died before the end is finished by what follows', () => {
  it('proposes the aid that a household’s caps were used for, in the proposer’s name', async () => {
    const { world, reactions } = await scene();
    await world.claim(world.request());
    await reactions.settle();
    expect(await world.known()).toMatchObject({ status: 'proposed', round: 1, proposedBy: ['caseworker-1'] });
  });

  it('grants the aid that money was set aside for, in the approver’s name', async () => {
    const { world, reactions } = await scene();
    await world.claim(world.request());
    await reactions.settle();
    await world.review();
    await world.reserve();
    await reactions.settle();
    expect(await world.known()).toMatchObject({ status: 'granted', approvals: [{ level: 'county', by: countyApprover.by }] });
    expect((await log.read(`aid-${world.aidId}`)).at(-1)?.meta).toMatchObject({ by: countyApprover.by, role: 'county_approver' });
  });

  it('grants the aid that goods were set aside for, and puts them back when it is cancelled', async () => {
    const { world, reactions } = await scene();
    await world.claim(world.goods());
    await reactions.settle();
    await world.review();
    await world.reserve();
    await reactions.settle();
    expect(await world.known()).toMatchObject({ status: 'granted', request: { lotId: world.lotId, quantity: 2 } });
    await world.act(cancellation);
    await settledForGood({ world, reactions });
    expect((await world.lot()).stock).toEqual({ onHand: 9, reserved: 0, issued: 0, writtenOff: 0 });
    expect((await world.claimNow())?.amountFen).toBe(0);
  });

  it('puts back what was set aside for an aid that was cancelled at the same moment', async () => {
    for (const asked of ['request', 'goods'] as const) {
      const { world, reactions } = await scene();
      await world.claim(world[asked]());
      await reactions.settle();
      await world.review();
      await world.reserve();
      await world.act(cancellation);
      await settledForGood({ world, reactions });
      expect(await world.fund()).toMatchObject({ availableFen: 100_000, reservedFen: 0 });
      expect((await world.lot()).stock).toMatchObject({ onHand: 9, reserved: 0 });
      expect((await world.claimNow())?.amountFen).toBe(0);
    }
  });

  it('puts back what was set aside for an earlier round', async () => {
    const { world, reactions } = await scene();
    await world.claim(world.request());
    await reactions.settle();
    await world.review();
    await world.reserve();
    await world.act(giveBack, reviewer);
    await settledForGood({ world, reactions });
    expect(await world.known()).toMatchObject({ status: 'returned' });
    expect(await world.fund()).toMatchObject({ availableFen: 100_000, reservedFen: 0 });
  });

  it('does not let a second approval of goods take over what the first has set aside', async () => {
    const { world } = await scene();
    await world.claim(world.goods());
    const reactions = world.reactions(reactionsTo(log.streams));
    await reactions.settle();
    await world.review();
    await world.reserve();
    await expect(world.reserve(secondApprover)).rejects.toMatchObject({ code: 'already-reserved' });
    await settledForGood({ world, reactions });
    expect(await world.known()).toMatchObject({ status: 'granted', approvedBy: [countyApprover.by] });
  });

  it('leaves a granted aid what is set aside for it, though another approval comes late', async () => {
    for (const asked of ['request', 'goods'] as const) {
      const { world, reactions } = await scene();
      await world.claim(world[asked]());
      await reactions.settle();
      await world.review();
      const late = await world.grant(secondApprover);
      await world.reserve();
      await reactions.settle();
      const isCash = asked === 'request';
      const stream = isCash ? `fund-${world.fundId}` : `goodsLot-${world.lotId}`;
      const { revision } = await log.events.tail(stream);
      const meta = { ...world.context(), by: secondApprover };
      const answer = await completeGrant(log.streams, { id: 'late', stream, revision, meta, grant: late }, world.context());
      expect(answer).toMatchObject({ code: 'aid-not-reviewed' });
      const { uses } = isCash ? await world.fund() : await world.lot();
      expect(uses.get(world.aidId)).toMatchObject({ stage: 'reserved' });
    }
  });
});

describe('money that came back', () => {
  it('is the fund’s again and frees the caps, part by part', async () => {
    const { world, reactions } = await scene();
    await world.claim(world.request());
    await reactions.settle();
    await world.review();
    await world.reserve();
    await reactions.settle();
    const { aidId, fundId } = world;
    const ofFund = (command: Parameters<typeof fund.decide>[0]) => log.streams.handle(fund, fundId, command, world.context(payer));
    await world.act({ type: 'PutAidInBatch', data: { batchId: 'b1', cardHolderPersonId: 'p1', ...card } });
    await ofFund({ type: 'CommitAmount', data: { useId: aidId, committedOn: today, reference: 'b1' } });
    await ofFund({ type: 'PayAmount', data: { useId: aidId, paidOn: today, voucher: '付-1' } });
    await world.act({ type: 'RecordAidPayment', data: { batchId: 'b1', paidOn: today } });
    await world.act({ type: 'OrderClawBack', data: { orderedOn: today, amountFen: 30_000, reasonKind: 'false_statement' } });
    const part = (recoveryId: string, amountFen: number) =>
      world.act({ type: 'RecordClawBack', data: { recoveryId, receivedOn: today, amountFen, voucher: `收-${recoveryId}` } });
    await part('r1', 10_000);
    await settledForGood({ world, reactions });
    expect(await world.fund()).toMatchObject({ availableFen: 80_000, paidFen: 20_000 });
    expect((await world.claimNow())?.amountFen).toBe(20_000);
    await part('r2', 20_000);
    await settledForGood({ world, reactions });
    expect(await world.fund()).toMatchObject({ availableFen: 100_000, paidFen: 0 });
    expect((await world.claimNow())?.amountFen).toBe(0);
    expect((await world.known()).status).toBe('clawed_back');
  });
});

describe('papers of urgent aid', () => {
  const urgentAid = async ({ world, reactions }: Scene, registeredBefore: boolean): Promise<void> => {
    const file = `household-${world.householdId}`;
    const asked = world.request({ urgent: true });
    const standing = world.decision(asked);
    const { noticeClosedOn: _, ...applying } = standing.household;
    await world.write(file, [applied()]);
    await world.claim(asked, { ...standing, household: { ...applying, status: 'applied' } });
    await reactions.settle();
    await world.review();
    if (registeredBefore) await world.write(file, inCare.slice(1));
    await world.reserve(countyApprover.by, '2022-04-15');
    await reactions.settle();
    if (!registeredBefore) {
      expect((await world.known()).papersCompletedOn).toBeUndefined();
      await world.write(file, inCare.slice(1));
    }
    await settledForGood({ world, reactions });
  };

  it.each([
    ['after', false],
    ['before', true],
  ])('are complete where the household was registered %s the aid was granted', async (_, before) => {
    const stage = await scene();
    await urgentAid(stage, before);
    expect(await stage.world.known()).toMatchObject({ papersDueOn: '2022-04-15', papersCompletedOn: '2022-03-01' });
  });
});

type Step = 'claim' | 'review' | 'return' | 'revise' | 'reserve' | 'reserve-too' | 'reject' | 'cancel' | 'hear';

/** What a person does with an aid: refused or not, as its rules say. */
const steps: Readonly<Record<Exclude<Step, 'hear'>, (world: ScratchAid) => Promise<unknown>>> = {
  claim: (world) => world.claim(world.request()),
  review: (world) => world.review(),
  return: (world) => world.act(giveBack, reviewer),
  revise: async (world) => {
    const state = await world.known();
    const round = state.round + 1;
    const asked = world.request({ amountFen: 20_000 + 1_000 * round });
    const decided = world.decision(asked);
    const context: Context = world.context();
    aid.decide({ type: 'ReviseAid', data: { ...asked, round, decision: decided, caps: [] } }, state, context);
    await world.ofEntitlement({ type: 'ReviseClaim', data: { round, request: asked, decision: decided } });
  },
  reserve: (world) => world.reserve(),
  'reserve-too': (world) => world.reserve(secondApprover),
  reject: (world) => world.act(rejection, countyApprover),
  cancel: (world) => world.act(cancellation),
};

const tried = async (step: () => Promise<unknown>): Promise<void> => {
  try {
    await step();
  } catch (error) {
    // An aid that is not there yet cannot be worked on; everything else that is no refusal is a fault.
    if (!(error instanceof Refusal || (error as Error).message === 'there is no aid')) throw error;
  }
};

describe('an aid, its household’s caps and its fund', () => {
  const stepsOf = fc.constantFrom<Step>(
    'claim',
    'review',
    'return',
    'revise',
    'reserve',
    'reserve-too',
    'reject',
    'cancel',
    'hear',
    'hear',
  );

  it('agree in the end, whatever is done in whatever order and whenever it is heard of', async () => {
    const history = fc.array(fc.tuple(stepsOf, fc.nat(20)), { minLength: 4, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(history, async (done) => {
        const { world, reactions } = await scene();
        await world.claim(world.request());
        for (const [step, which] of done) {
          const events = step === 'hear' ? await reactions.events() : [];
          if (step === 'hear') await reactions.deliver(events[which % events.length]!);
          else await tried(() => steps[step](world));
        }
        await settledForGood({ world, reactions });
        const state = await world.known();
        const claim = await world.claimNow();
        const { amountFen } = state.request;
        const hasEnded = state.status === 'rejected' || state.status === 'cancelled';
        const reservedFen = state.status === 'granted' ? amountFen : 0;
        // What ended before its revision was heard of stays in the round it was in.
        expect(claim).toMatchObject(hasEnded ? { amountFen: 0 } : { round: state.round, amountFen });
        expect(await world.fund()).toMatchObject({ availableFen: 100_000 - reservedFen, reservedFen });
      }),
      { numRuns: 60 },
    );
  });
});
