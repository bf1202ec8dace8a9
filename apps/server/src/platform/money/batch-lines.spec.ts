import { aid } from '#domain/aid/aid';
import { entitlement } from '#domain/entitlement/entitlement';
import { fund } from '#domain/fund/fund';
import type { DomainEvent } from '#domain/kernel/message';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import type { PaymentBatchCommand } from '#domain/payment-batch/payment-batch.commands';
import { decision, granted, request, today, untouched } from '#domain/testing/sample-aid';
import { fundEvent, filled } from '#domain/testing/sample-fund';
import { applied, event as householdEvent } from '#domain/testing/sample-household';
import { testContext } from '#domain/testing/scenario';
import type { StoredEvent } from '#event-store/event-store';
import { newEvents } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { ScratchLog } from '../../../../../test/support/scratch-log.js';
import type { Reaction } from '../../reactions/reaction.js';
import { settleBankAnswer } from '../../reactions/when-a-bank-answers-settle-its-lines.js';
import { putAidsOnList } from '../../reactions/when-a-batch-is-drafted-put-its-aids-on-it.js';
import { commitListedMoney } from '../../reactions/when-a-batch-is-signed-off-commit-its-money.js';
import { freeLostLines } from '../../reactions/when-a-batch-loses-lines-free-their-aids.js';

let log: ScratchLog;
let count = 0;

beforeAll(async () => {
  log = await ScratchLog.open();
});
afterAll(() => log.discard());

/** A process that is killed once it has written so much. */
const killedAfter = (writes: number): Streams => {
  let left = writes;
  const alive = new Streams(log.events);
  const dying: Pick<Streams, 'load' | 'handle'> = {
    load: (...asked) => alive.load(...asked),
    handle: (...asked) => (left-- > 0 ? alive.handle(...asked) : Promise.reject(new Error('killed'))),
  };
  return dying as Streams;
};

const reactionsOf = (streams: Streams): readonly Reaction[] => [
  putAidsOnList(streams),
  commitListedMoney(streams),
  settleBankAnswer(streams),
  freeLostLines(streams),
];

/** Three granted aids of one fund; the household of the third has no card. */
class World {
  readonly fundId: string;
  readonly batchId: string;
  readonly aidIds: readonly string[];

  private constructor(readonly number: number) {
    [this.fundId, this.batchId] = [`f${number}`, `b${number}`];
    this.aidIds = [1, 2, 3].map((line) => `a${number}-${line}`);
  }

  static async open(): Promise<World> {
    count += 1;
    const world = new World(count);
    let balances = { availableFen: 100_000, reservedFen: 0, committedFen: 0 };
    const reservations: DomainEvent[] = [];
    for (const [place, aidId] of world.aidIds.entries()) {
      const householdId = world.householdOf(place);
      const asked = request({ aidId, householdId, fundId: world.fundId });
      const card = { holderPersonId: 'p1', bankName: '演示银行', cardNumber: '6222020000000000018' };
      const bound = place === 2 ? [] : [householdEvent('BankCardBound', card)];
      await world.write(`household-${householdId}`, [applied({ householdId }), ...bound]);
      await world.write(`aid-${aidId}`, granted(asked));
      const decided = decision(asked);
      const claim = {
        aidId,
        payeePersonId: 'p1',
        year: 2022,
        amountFen: 30_000,
        request: asked,
        decision: decided,
        caps: untouched(decided),
      };
      await world.write(`entitlement-${householdId}`, [{ type: 'EntitlementClaimed', data: claim }]);
      balances = { ...balances, availableFen: balances.availableFen - 30_000, reservedFen: balances.reservedFen + 30_000 };
      const use = { useKind: 'aid', useId: aidId, item: 'living_aid', householdId } as const;
      reservations.push(fundEvent('AmountReserved', { ...use, amountFen: 30_000, balances, reservedOn: today }));
    }
    await world.write(`fund-${world.fundId}`, [...filled({ fundId: world.fundId }), ...reservations]);
    return world;
  }

  householdOf(place: number): string {
    return `h${this.number}-${place + 1}`;
  }

  async act(command: PaymentBatchCommand, by: string, batchId = this.batchId): Promise<void> {
    const context = { ...testContext, by, requestId: `${command.type} ${batchId}` };
    await log.streams.handle(paymentBatch, batchId, command, context);
  }

  draft(aidIds = this.aidIds, batchId = this.batchId): Promise<void> {
    const lines = aidIds.map((aidId, place) => {
      const householdId = this.householdOf(this.aidIds.indexOf(aidId));
      return { lineNumber: place + 1, aidId, householdId, payeePersonId: 'p1', fundId: this.fundId, amountFen: 30_000 };
    });
    return this.act(
      { type: 'DraftBatch', data: { batchId, unitId: 'C1', title: `清单 ${batchId}`, draftedOn: today, lines } },
      'preparer',
      batchId,
    );
  }

  freeze(held = this.aidIds.slice(0, 2), batchId = this.batchId): Promise<void> {
    return this.act({ type: 'FreezeBatch', data: { frozenOn: today, held, digest: 'd' } }, 'preparer', batchId);
  }

  signOff(batchId = this.batchId): Promise<void> {
    return this.act({ type: 'SignOffBatch', data: { signedOffOn: today, decidedBy: [] } }, 'payer', batchId);
  }

  /** The first line is paid, the second bounced. */
  async answer(): Promise<void> {
    const [paid = '', bounced = ''] = this.aidIds;
    await this.act({ type: 'ExportBankFile', data: { format: 'csv_utf8', fileDigest: 'x', committed: this.aidIds } }, 'payer');
    const outcomes = [
      { lineNumber: 1, aidId: paid, outcome: 'paid', paidOn: today },
      { lineNumber: 2, aidId: bounced, outcome: 'bounced', bouncedOn: today, reason: 'account_closed' },
    ] as const;
    await this.act({ type: 'ImportBankResult', data: { resultId: 'r', outcomes, unmatched: [] } }, 'payer');
  }

  cancel(): Promise<void> {
    return this.act({ type: 'CancelBatch', data: { cancelledOn: today, explanation: '名单有误' } }, 'preparer');
  }

  /** What follows from everything that happened to the list, oldest first, as often as it is asked for. */
  async react(streams: Streams = new Streams(log.events), batchId = this.batchId): Promise<void> {
    for (const event of await log.read(`paymentBatch-${batchId}`)) await this.deliver(event, streams);
  }

  async deliver(event: StoredEvent, streams: Streams): Promise<void> {
    const context = { ...testContext, by: 'system:reactions', role: 'system', requestId: event.id };
    for (const reaction of reactionsOf(streams)) if (reaction.types.includes(event.type)) await reaction.react(event, context);
  }

  /** Where each aid, its money and its claim stand. */
  async standing() {
    const { state } = await log.streams.load(fund, this.fundId);
    if (state.status === 'absent') throw new Error('there is no fund');
    return Promise.all(
      this.aidIds.map(async (aidId, place) => {
        const known = (await log.streams.load(aid, aidId)).state;
        const claim = (await log.streams.load(entitlement, this.householdOf(place))).state.claims.get(aidId);
        return [known.status, state.uses.get(aidId)?.stage, claim?.paidOn];
      }),
    );
  }

  /** How often money moved for an aid: each step once, whoever took it. */
  async moves(): Promise<readonly string[]> {
    return (await log.read(`fund-${this.fundId}`)).slice(5).map(({ type }) => type);
  }

  private async write(stream: string, events: readonly DomainEvent[]): Promise<void> {
    await log.events.append(stream, 'noStream', newEvents(stream, { ...testContext, requestId: stream }, events));
  }
}

type Step = (world: World) => Promise<unknown>;

const react: Step = (world) => world.react();
const killed =
  (writes: number): Step =>
  (world) =>
    world.react(killedAfter(writes)).catch((error: Error) => expect(error.message).toBe('killed'));
const together: Step = (world) => Promise.all([world.react(), world.react(), world.react()]);

/** However it goes on after a step: at once, killed after any write and begun again, by several at once. */
const courses: readonly (readonly [string, readonly Step[]])[] = [
  ['once', [react]],
  ['twice', [react, react]],
  ['by three at once', [together]],
  ...[0, 1, 2, 3, 4, 5, 6].map((writes): [string, Step[]] => [`killed after ${writes} writes, then again`, [killed(writes), react]]),
  ...[1, 3, 5].map((writes): [string, Step[]] => [
    `killed after ${writes} writes twice, then by three`,
    [killed(writes), killed(1), together],
  ]),
];

const run = async (world: World, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) await step(world);
};

describe.each(courses)('what follows from a list, brought about %s', (_, steps) => {
  it('puts its aids on it with their cards and drops what has none', async () => {
    const world = await World.open();
    await world.draft();
    await run(world, steps);
    const { state } = await log.streams.load(paymentBatch, world.batchId);
    expect(state).toMatchObject({ lineCount: 2, totalFen: 60_000 });
    expect((await world.standing()).map(([status]) => status)).toEqual(['in_batch', 'in_batch', 'granted']);
    const dropped = (await log.read(`paymentBatch-${world.batchId}`)).filter(({ type }) => type === 'BatchLineDropped');
    expect(dropped.map(({ data }) => data['code'])).toEqual(['card-missing']);
  });

  it('commits, pays and bounces each line once, and leaves the dropped one alone', async () => {
    const world = await World.open();
    await world.draft();
    await run(world, steps);
    await world.freeze();
    await world.signOff();
    await run(world, steps);
    expect((await world.standing()).map(([, stage]) => stage)).toEqual(['committed', 'committed', 'reserved']);
    await world.answer();
    await run(world, steps);
    await world.react();
    expect(await world.standing()).toEqual([
      ['paid', 'paid', today],
      ['granted', 'reserved', undefined],
      ['granted', 'reserved', undefined],
    ]);
    const moves = await world.moves();
    expect(moves.toSorted()).toEqual(['AmountCommitted', 'AmountCommitted', 'AmountPaid', 'CommitmentWithdrawn']);
  });

  it('frees everything once the list is given up, though its sign-off was still being seen to', async () => {
    const world = await World.open();
    await world.draft();
    await world.react();
    await world.freeze();
    await world.signOff();
    await run(world, steps.slice(0, 1));
    await world.cancel();
    await run(world, steps);
    await world.react();
    expect(await world.standing()).toEqual([1, 2, 3].map(() => ['granted', 'reserved', undefined]));
    const moves = await world.moves();
    expect(moves.filter((type) => type === 'AmountCommitted')).toHaveLength(moves.filter((type) => type === 'CommitmentWithdrawn').length);
  });
});

describe('an older list', () => {
  it('that is looked at again takes nothing from the list that an aid stands on now', async () => {
    const world = await World.open();
    await world.draft();
    await world.react();
    await world.freeze();
    await world.signOff();
    await world.react();
    await world.answer();
    await world.react();
    const [, bounced = ''] = world.aidIds;
    const next = `${world.batchId}-next`;
    await world.draft([bounced], next);
    await world.react(undefined, next);
    await world.freeze([bounced], next);
    await world.signOff(next);
    await world.react(undefined, next);
    expect((await world.standing())[1]).toEqual(['in_batch', 'committed', undefined]);
    await world.react();
    expect((await world.standing())[1]).toEqual(['in_batch', 'committed', undefined]);
  });

  it('whose sign-off is seen to after it was given up leaves no money committed', async () => {
    const world = await World.open();
    await world.draft();
    await world.react();
    await world.freeze();
    await world.signOff();
    const signedOff = (await log.read(`paymentBatch-${world.batchId}`)).find(({ type }) => type === 'BatchSignedOff')!;
    // What was loaded before the list was given up, and acts on it afterwards.
    const stale = new Streams(log.events);
    let isFirst = true;
    const late: Pick<Streams, 'load' | 'handle'> = {
      load: (...asked) => stale.load(...asked),
      handle: async (...asked) => {
        if (isFirst) {
          isFirst = false;
          await world.cancel();
          await world.react();
        }
        return stale.handle(...asked);
      },
    };
    await world.deliver(signedOff, late as Streams);
    expect(await world.standing()).toEqual([1, 2, 3].map(() => ['granted', 'reserved', undefined]));
  });
});

it('a payment is recorded with the paper that names its list and line', async () => {
  const world = await World.open();
  await world.draft();
  await world.react();
  await world.freeze();
  await world.signOff();
  await world.react();
  await world.answer();
  await world.react();
  const paid = (await log.read(`fund-${world.fundId}`)).find(({ type }) => type === 'AmountPaid')!;
  expect(paid.data).toMatchObject({ voucher: `清单 ${world.batchId} #1`, paidOn: today });
  expect(paid.meta).toMatchObject({ by: 'payer' });
  expect((await log.read(`aid-${world.aidIds[0]}`)).map(({ type }) => type).slice(-2)).toEqual(['AidPutInBatch', 'AidPaid']);
});
