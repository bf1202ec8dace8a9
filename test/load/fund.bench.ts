import { fund } from '#domain/fund/fund';
import type { FundCommand } from '#domain/fund/fund.commands';
import type { Context } from '#domain/kernel/decider';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { rateOf, sideBySide, type Measurement } from './measure.js';
import { inScratch, openScratchStore } from './scratch.js';

/** So many people work at once, each waiting for his answer before he asks again. */
const WORKERS = 200;
const AIDS_EACH = Number(process.env['BENCH_AIDS_EACH'] ?? 20);
const AMOUNT_FEN = 100_000;
const TODAY = '2022-03-01';

const contextOf = (requestId: string): Context => ({
  at: '2022-03-01T02:00:00.000Z',
  today: TODAY,
  by: uuidFrom('bench account'),
  role: 'finance_officer',
  unit: '4104',
  requestId,
  correlationId: requestId,
});

const filling = (fundId: string, amountFen: number): readonly FundCommand[] => [
  {
    type: 'OpenFund',
    data: {
      fundId,
      source: 'union_funds',
      sourceLevel: 'city',
      purpose: 'hardship_aid',
      unitId: '4104',
      year: 2022,
      validFrom: '2022-01-01',
      validUntil: '2022-12-31',
      conditions: { perAidMaxFen: AMOUNT_FEN },
      carriesOver: true,
      nationalFilesOnly: false,
    },
  },
  { type: 'ReceiveAmount', data: { receiptId: 'all', fundType: 'own_union_budget', amountFen, voucher: '记-1', receivedOn: TODAY } },
];

/** An aid's way through a fund: set aside, put on a list, paid. */
const aiding = (useId: string): readonly FundCommand[] => [
  {
    type: 'ReserveAmount',
    data: { useKind: 'aid', useId, item: 'living_aid', householdId: `h-${useId}`, amountFen: AMOUNT_FEN, reservedOn: TODAY },
  },
  { type: 'CommitAmount', data: { useId, committedOn: TODAY, reference: 'batch-1' } },
  { type: 'PayAmount', data: { useId, paidOn: TODAY, voucher: '记-2' } },
];

class Funds {
  private requests = 0;

  constructor(
    private readonly streams: Streams,
    private readonly ids: readonly string[],
  ) {}

  /** Each fund holds what its aids need, to the fen. */
  async fill(): Promise<void> {
    const neededFen = (WORKERS / this.ids.length) * AIDS_EACH * AMOUNT_FEN;
    await Promise.all(this.ids.map((id) => this.send(id, filling(id, neededFen))));
  }

  /** All workers at once; returns the number of commands answered. */
  async work(): Promise<number> {
    await Promise.all(Array.from({ length: WORKERS }, (_, worker) => this.workOf(worker)));
    return WORKERS * AIDS_EACH * aiding('').length;
  }

  /** @throws where a fund does not hold, or did not pay, exactly what it should. */
  async expectExactSums(): Promise<void> {
    const dueFen = (WORKERS / this.ids.length) * AIDS_EACH * AMOUNT_FEN;
    for (const id of this.ids) {
      const { state } = await this.streams.load(fund, id);
      const sums =
        state.status === 'absent' ? [] : [state.availableFen, state.reservedFen, state.committedFen, state.paidFen, state.uses.size];
      const due = [0, 0, 0, dueFen, dueFen / AMOUNT_FEN];
      if (String(sums) !== String(due)) throw new Error(`fund ${id} ends with ${String(sums)} instead of ${String(due)}`);
    }
  }

  private async workOf(worker: number): Promise<void> {
    const id = this.ids[worker % this.ids.length]!;
    for (let aid = 0; aid < AIDS_EACH; aid++) await this.send(id, aiding(`${worker}-${aid}`));
  }

  private async send(id: string, commands: readonly FundCommand[]): Promise<void> {
    for (const command of commands) await this.streams.handle(fund, id, command, contextOf(uuidFrom(id, (this.requests += 1))));
  }
}

/** 200 concurrent commands on one fund, all durable, against the same on 200 funds; the sums are exact or it fails. */
export const benchFund = (): Promise<Measurement> =>
  inScratch(async (folder) => {
    const store = await openScratchStore(folder);
    const streams = new Streams(store);
    let round = 0;
    const rateOn = async (count: number): Promise<number> => {
      round += 1;
      const ids = Array.from({ length: count }, (_, index) => uuidFrom('bench fund', round, index));
      const funds = new Funds(streams, ids);
      await funds.fill();
      const rate = await rateOf(() => funds.work());
      await funds.expectExactSums();
      return rate;
    };
    const result = await sideBySide({ measured: () => rateOn(1), reference: () => rateOn(WORKERS) });
    await store.close();
    return { name: 'one-fund', unit: 'commands/s', ...result, budget: '>= 0.5', referenceIs: 'the same on 200 funds' };
  });
