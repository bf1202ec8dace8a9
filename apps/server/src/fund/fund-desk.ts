import { Injectable } from '@nestjs/common';
import type { Context } from '#domain/kernel/decider';
import { require } from '#domain/kernel/refusal';
import { fund } from '#domain/fund/fund';
import type { FundCommand, FundCommandData } from '#domain/fund/fund.commands';
import type { Fund, KnownFund } from '#domain/fund/fund.state';
import type { Receipt } from '#event-store/folding';
import { eventId, uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import { completeTransfer, requireTransferable } from '../platform/money/transfers.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { recordingRefusals } from '../platform/refusals.js';

/** What a use case may look at when it makes its command. */
export type OnTheDesk = Readonly<{ state: KnownFund; context: Context }>;

/** A wish of a person about one fund; what is refused is recorded with its amount. */
export type Wish = Readonly<{ fundId: string; caller: Caller; body: Readonly<{ amountFen?: number }> }>;

type Sending = FundCommandData['SendTransfer'];

/** Where every use case on an existing fund comes by: finds it, checks that the caller's units reach it, decides, writes. */
@Injectable()
export class FundDesk {
  constructor(private readonly streams: Streams) {}

  /**
   * @throws {Problem} 404 where the fund is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider; it is recorded.
   */
  async act<Type extends FundCommand['type']>(
    wish: Wish,
    permission: Permission,
    type: Type,
    dataOf: (desk: OnTheDesk) => FundCommandData[Type],
  ): Promise<Receipt> {
    const { state, answered } = await this.streams.load(fund, wish.fundId);
    const desk = laidOut(state, wish, permission);
    return this.recorded(wish, desk, type, async () => {
      const first = answered(desk.context);
      const commandOf = () => ({ type, data: dataOf(desk) }) as FundCommand;
      return first ?? this.streams.handle(fund, wish.fundId, commandOf(), desk.context);
    });
  }

  /**
   * Sends money to another fund and sees it arrive: what the other may not take is refused before anything is written.
   * @throws as `act`; {Refusal} `transfer-reversed` where the other fund was closed meanwhile and the money is back.
   */
  async send(wish: Wish, permission: Permission, sendingOf: (desk: OnTheDesk) => Omit<Sending, 'transferId'>): Promise<Receipt> {
    const { state, answered } = await this.streams.load(fund, wish.fundId);
    const desk = laidOut(state, wish, permission);
    const transferId = uuidFrom('transfer', desk.context.by, desk.context.requestId);
    return this.recorded(wish, desk, 'SendTransfer', async () => {
      if (!answered(desk.context)) await this.dispatch(desk, { ...sendingOf(desk), transferId });
      const cause = { id: eventId(`fund-${wish.fundId}`, desk.context, 0), meta: desk.context };
      const { stage, receipt } = await completeTransfer(this.streams, { fundId: wish.fundId, transferId, cause }, desk.context);
      require(stage === 'settled', 'transfer-reversed', { transferId });
      return receipt;
    });
  }

  /** What the other fund would not take is not sent. */
  private async dispatch({ state, context }: OnTheDesk, data: Sending): Promise<void> {
    await requireTransferable(this.streams, state, data, context);
    await this.streams.handle(fund, state.fundId, { type: 'SendTransfer', data }, context);
  }

  private recorded(
    wish: Wish,
    { state, context }: OnTheDesk,
    command: FundCommand['type'],
    work: () => Promise<Receipt>,
  ): Promise<Receipt> {
    const { amountFen } = wish.body;
    const about = { subject: 'fund', subjectId: wish.fundId, unitId: state.unitId, command } as const;
    return recordingRefusals(this.streams, { ...about, context, ...(amountFen !== undefined && { amountFen }) }, work);
  }
}

const laidOut = (state: Fund, { caller }: Wish, permission: Permission): OnTheDesk => {
  if (state.status === 'absent') throw notFound();
  return { state, context: caller.contextIn(permission, state.unitId) };
};
