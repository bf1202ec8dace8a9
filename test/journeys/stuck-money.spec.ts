import { Logger } from '@nestjs/common';
import { fund } from '#domain/fund/fund';
import type { FundCommand, FundOpening } from '#domain/fund/fund.commands';
import { opening } from '#domain/testing/sample-fund';
import { testContext } from '#domain/testing/scenario';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import type { ReadStore } from '#read-store/port';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { READ_STORE } from '../../apps/server/src/platform/stores.js';
import { Reactor } from '../../apps/server/src/reactions/reactor.js';
import { ReactionsService } from '../../apps/server/src/reactions/reactions.module.js';
import { usualPatience } from '../../apps/server/src/reactions/turn.js';
import { completeSentTransfer } from '../../apps/server/src/reactions/when-a-transfer-is-sent-complete-it.js';
import { eventually } from '../support/eventually.js';
import { SetClock, TestServer } from '../support/server.js';

const TOKEN = 'a-token-for-the-machine';
const SENT_AT = '2022-03-01T08:00:00.000Z';

describe('money that is on its way and does not arrive', () => {
  const clock = new SetClock(SENT_AT);
  let server: TestServer;
  let streams: Streams;
  let reactor: Reactor;
  let broken = true;

  beforeAll(async () => {
    server = await TestServer.start({ clock, environment: { METRICS_TOKEN: TOKEN } });
    streams = server.app.get(Streams);
    Logger.overrideLogger(false);
  });
  afterAll(async () => {
    await reactor?.stop();
    await server.discard();
  });

  const act = (fundId: string, command: FundCommand) =>
    streams.handle(fund, fundId, command, { ...testContext, at: SENT_AT, today: '2022-03-01', requestId: `${fundId}-${command.type}` });

  /** The server's own reactor makes room for one whose transfers fail while `broken`. */
  const breakTransfers = async (): Promise<void> => {
    await server.app.get(ReactionsService).stop();
    const transfers = completeSentTransfer(streams);
    const react: typeof transfers.react = async (event, context) => {
      if (broken) throw new RangeError('not told');
      await transfers.react(event, context);
    };
    const [events, store] = [server.app.get(EventStore), server.app.get<ReadStore>(READ_STORE)];
    const patience = { ...usualPatience, betweenMs: 10, parkedMs: 50, longestMs: 50 };
    reactor = new Reactor({ events, store, clock: server.app.get(Clock), reactions: [{ ...transfers, react }], retryMs: 10, patience });
    reactor.start();
  };

  const stuck = async () => {
    const { status, body } = await server.request('GET', '/health/reactions', { token: TOKEN });
    expect(status).toBe(200);
    return body;
  };

  const gauges = async (): Promise<string> => (await server.request('GET', '/metrics', { token: TOKEN })).body;

  it('stands in health within a minute, with its cause', async () => {
    await breakTransfers();
    const to: FundOpening = opening({ fundId: 'f2', unitId: 'T1' });
    await act('f1', { type: 'OpenFund', data: opening() });
    const receipt = {
      receiptId: 'r1',
      fundType: 'own_union_budget',
      amountFen: 100_000,
      voucher: '记-1',
      receivedOn: '2022-03-01',
    } as const;
    await act('f1', { type: 'ReceiveAmount', data: receipt });
    const transfer = { transferId: 't1', kind: 'allocation', amountFen: 40_000, document: '拨-1', to, sentOn: '2022-03-01' } as const;
    await act('f1', { type: 'SendTransfer', data: transfer });
    await eventually(async () => expect((await stuck()).stuck).toStrictEqual({ reactions: 1, money: 0 }));
    expect((await stuck()).parked).toMatchObject([
      {
        reaction: 'complete-sent-transfer',
        stream: 'fund-f1',
        type: 'TransferSent',
        cause: 'RangeError',
        at: expect.stringMatching(/stuck-money/),
      },
    ]);
    clock.set('2022-03-01T08:01:00.000Z');
    await eventually(async () => {
      const { unsettled, stuck: counts } = await stuck();
      expect(unsettled).toStrictEqual([
        { key: 'transfer:t1', stream: 'fund-f1', waitsFor: 'TransferSettled', since: SENT_AT, cause: 'RangeError' },
      ]);
      expect(counts).toStrictEqual({ reactions: 1, money: 1 });
    });
    expect(JSON.stringify(await stuck())).not.toContain('not told');
  });

  it('is counted by readiness, which it does not disturb, and by the metrics', async () => {
    await eventually(async () =>
      expect(await server.request('GET', '/health/ready')).toMatchObject({
        status: 200,
        body: { status: 'ok', stuck: { reactions: 1, money: 1 } },
      }),
    );
    const text = await gauges();
    expect(text).toContain('nuanliu_stuck_items{kind="reactions"} 1');
    expect(text).toContain('nuanliu_stuck_items{kind="money"} 1');
    expect(text).toContain('nuanliu_stuck_oldest_seconds{kind="money"} 60');
  });

  it('arrives by itself once what hindered it is mended, and is gone from health', async () => {
    broken = false;
    await eventually(async () => expect(await stuck()).toStrictEqual({ stuck: { reactions: 0, money: 0 }, parked: [], unsettled: [] }));
    const [f1, f2] = await Promise.all(['f1', 'f2'].map(async (id) => (await streams.load(fund, id)).state));
    expect([f1, f2]).toMatchObject([{ availableFen: 60_000 }, { availableFen: 40_000 }]);
    expect(await gauges()).toContain('nuanliu_stuck_items{kind="reactions"} 0');
  });

  it('says without a cause what nobody works at', async () => {
    await reactor.stop();
    const to = opening({ fundId: 'f3', unitId: 'T2' });
    const transfer = { transferId: 't2', kind: 'allocation', amountFen: 1, document: '拨-2', to, sentOn: '2022-03-01' } as const;
    const context = { ...testContext, at: SENT_AT, today: '2022-03-01', requestId: 'send-2' };
    await streams.handle(fund, 'f1', { type: 'SendTransfer', data: transfer }, context);
    await eventually(async () => expect((await stuck()).unsettled).toMatchObject([{ key: 'transfer:t2', cause: 'unknown' }]));
  });

  it('is told to overseers and machines only', async () => {
    expect(await server.request('GET', '/health/reactions')).toMatchObject({ status: 401 });
  });
});
