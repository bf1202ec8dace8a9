import { fund } from '#domain/fund/fund';
import type { FundCommand } from '#domain/fund/fund.commands';
import type { KnownFund } from '#domain/fund/fund.state';
import type { Context } from '#domain/kernel/decider';
import { lowerOpening, opening, sending } from '#domain/testing/sample-fund';
import { testContext } from '#domain/testing/scenario';
import { eventId } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { ScratchLog } from '../../../../../test/support/scratch-log.js';
import { completeSentTransfer } from '../../reactions/when-a-transfer-is-sent-complete-it.js';
import { completeTransfer } from './transfers.js';

let log: ScratchLog;
let count = 0;

beforeAll(async () => {
  log = await ScratchLog.open();
});
afterAll(() => log.discard());

const contextOf = (requestId: string): Context => ({ ...testContext, requestId });

/** A fund with 100,000 fen of which 40,000 are on their way; `closed`: the fund they go to has been closed. */
class Sending {
  private constructor(
    readonly fundId: string,
    readonly toFundId: string,
    readonly transferId: string,
    readonly context: Context,
  ) {}

  static async started(closed: boolean): Promise<Sending> {
    count += 1;
    const [fundId, toFundId, transferId] = [`f${count}`, `g${count}`, `t${count}`];
    const to = lowerOpening({ fundId: toFundId });
    const run = (id: string, command: FundCommand) => log.streams.handle(fund, id, command, contextOf(`${command.type} ${id}`));
    await run(fundId, { type: 'OpenFund', data: opening({ fundId }) });
    const receipt = {
      receiptId: 'r',
      fundType: 'own_union_budget',
      amountFen: 100_000,
      voucher: 'v',
      receivedOn: testContext.today,
    } as const;
    await run(fundId, { type: 'ReceiveAmount', data: receipt });
    await run(fundId, { type: 'SendTransfer', data: sending({ transferId, to }) });
    if (closed) {
      await run(toFundId, { type: 'OpenFund', data: to });
      await run(toFundId, { type: 'CloseFund', data: { closedOn: testContext.today } });
    }
    return new Sending(fundId, toFundId, transferId, contextOf(`SendTransfer ${fundId}`));
  }

  /** As the request that sent it goes on. */
  async byRequest(streams: Streams = log.streams): Promise<void> {
    const { fundId, transferId, context } = this;
    const cause = { id: eventId(`fund-${fundId}`, context, 0), meta: context };
    await completeTransfer(streams, { fundId, transferId, cause }, context);
  }

  /** As the reaction does it, later and elsewhere. */
  async byReaction(streams: Streams = new Streams(log.events)): Promise<void> {
    const event = (await log.read(`fund-${this.fundId}`)).find(({ type }) => type === 'TransferSent')!;
    const later = { at: '2022-03-09T02:00:00.000Z', today: '2022-03-09', by: 'system:reactions', role: 'system' };
    await completeSentTransfer(streams).react(event, { ...contextOf(`complete-sent-transfer:${event.id}`), ...later });
  }

  /** Everything that both funds say, but for the time it was written at. */
  async told() {
    const say = async (id: string) =>
      (await log.read(`fund-${id}`)).map(({ id: event, type, meta: { by, role, unit, causationId } }) => ({
        event,
        type,
        by,
        role,
        unit,
        causationId,
      }));
    return [...(await say(this.fundId)), ...(await say(this.toFundId))];
  }

  async books(): Promise<readonly KnownFund[]> {
    const states = await Promise.all([this.fundId, this.toFundId].map(async (id) => (await log.streams.load(fund, id)).state));
    return states.filter((state) => state.status !== 'absent');
  }
}

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

type Step = (sending: Sending) => Promise<unknown>;

const request: Step = (sending) => sending.byRequest();
const reaction: Step = (sending) => sending.byReaction();
const killed =
  (who: 'byRequest' | 'byReaction', writes: number): Step =>
  (sending) =>
    expect(sending[who](killedAfter(writes))).rejects.toThrow('killed');
const together: Step = (sending) => Promise.all([request(sending), reaction(sending), request(sending), reaction(sending)]);

const courses: readonly (readonly [string, readonly Step[]])[] = [
  ['the request alone', [request]],
  ['the reaction alone', [reaction]],
  ['the request, then the reaction', [request, reaction]],
  ['the reaction, then the request', [reaction, request]],
  ['each of them twice', [request, reaction, request, reaction]],
  ['all at once', [together]],
  ...([0, 1] as const).flatMap((writes): [string, Step[]][] => [
    [`the request killed after ${writes} writes, then the reaction`, [killed('byRequest', writes), reaction]],
    [`the request killed after ${writes} writes, then the request again`, [killed('byRequest', writes), request]],
    [`the reaction killed after ${writes} writes, then all at once`, [killed('byReaction', writes), together]],
    [
      `the request killed after ${writes} writes, the reaction too, then both`,
      [killed('byRequest', writes), killed('byReaction', 0), reaction, request],
    ],
  ]),
];

const run = async (steps: readonly Step[], closed: boolean): Promise<Sending> => {
  const sending = await Sending.started(closed);
  for (const step of steps) await step(sending);
  return sending;
};

const named = (events: Awaited<ReturnType<Sending['told']>>) => events.map(({ type }) => type);

describe('money on its way to another fund', () => {
  it.each(courses)('is there once, whoever brings it: %s', async (_, steps) => {
    const sending = await run(steps, false);
    const [from, to] = await sending.books();
    expect(from).toMatchObject({ availableFen: 60_000, transferredOutFen: 40_000, onTheirWayFen: 0 });
    expect(to).toMatchObject({ availableFen: 40_000, transferredInFen: 40_000, unitId: 'U1' });
    const sent = ['FundOpened', 'AmountReceived', 'TransferSent', 'TransferSettled'];
    expect(named(await sending.told())).toEqual([...sent, 'FundOpened', 'TransferReceived']);
  });

  it.each(courses)('is back once where the other fund is closed: %s', async (_, steps) => {
    const sending = await run(steps, true);
    const [from, to] = await sending.books();
    expect(from).toMatchObject({ availableFen: 100_000, transferredOutFen: 0, onTheirWayFen: 0 });
    expect(to).toMatchObject({ availableFen: 0, transferredInFen: 0, status: 'closed' });
    const sent = ['FundOpened', 'AmountReceived', 'TransferSent', 'TransferReversed'];
    expect(named(await sending.told())).toEqual([...sent, 'FundOpened', 'FundClosed']);
  });

  it('is brought by the reaction in the name of who sent it, with the very events that his request would have written', async () => {
    const sending = await run([killed('byRequest', 0), reaction], false);
    const cause = eventId(`fund-${sending.fundId}`, sending.context, 0);
    const brought = (await sending.told()).filter(({ type }) => type === 'TransferReceived' || type === 'TransferSettled');
    const { by, role, unit } = testContext;
    expect(brought).toMatchObject([
      { by, role, unit, causationId: cause },
      { by, role, unit, causationId: cause },
    ]);
    const before = await sending.told();
    await sending.byRequest();
    expect(await sending.told()).toEqual(before);
  });

  it('is not found where nothing was sent', async () => {
    const sending = await Sending.started(false);
    const unsent = { fundId: sending.fundId, transferId: 'never', cause: { id: 'e', meta: sending.context } };
    await expect(completeTransfer(log.streams, unsent, sending.context)).rejects.toMatchObject({ code: 'transfer-unknown' });
    await expect(completeTransfer(log.streams, { ...unsent, fundId: 'nowhere' }, sending.context)).rejects.toMatchObject({
      code: 'transfer-unknown',
    });
  });
});
