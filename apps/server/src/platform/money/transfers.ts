import { fund } from '#domain/fund/fund';
import type { FundCommand, FundCommandData } from '#domain/fund/fund.commands';
import type { Fund, KnownFund, SentTransfer } from '#domain/fund/fund.state';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import type { Streams } from '#event-store/streams';
import { followUp, type Cause, type Now } from './follow-up.js';

/** A transfer that was sent, by whom and with which event. */
export type Sent = Readonly<{ fundId: string; transferId: string; cause: Cause }>;

/** How a transfer ended, and where the sending fund's stream stands then. */
export type TransferEnd = Readonly<{ stage: 'settled' | 'reversed'; receipt: Receipt }>;

type OnItsWay = SentTransfer & Readonly<{ to: NonNullable<SentTransfer['to']> }>;

const isOnItsWay = (sent: SentTransfer): sent is OnItsWay => sent.to !== undefined;

/** What the other fund is asked to take: it follows from the sending alone, so that whoever asks asks for the same. */
const arrivalOf = ({ fundId, unitId }: KnownFund, sent: OnItsWay): FundCommand => {
  const { transferId, kind, amountFen, document, sentOn, to } = sent;
  const data: FundCommandData['ReceiveTransfer'] = {
    ...{ transferId, kind, amountFen, document, opening: to },
    ...{ fromFundId: fundId, fromUnitId: unitId, receivedOn: sentOn },
  };
  return { type: 'ReceiveTransfer', data };
};

/** Asks the other fund to take the money; what follows from its answer for the fund that sent it. */
const bring = async (streams: Streams, from: KnownFund, sent: OnItsWay, cause: Cause, now: Now): Promise<FundCommand> => {
  const { transferId } = sent;
  try {
    await streams.handle(fund, sent.toFundId, arrivalOf(from, sent), followUp('receive-transfer', cause, now));
    return { type: 'SettleTransfer', data: { transferId } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { type: 'ReverseTransfer', data: { transferId, cause: error.code } };
  }
};

/**
 * Completes a transfer that was sent: the other fund receives it, then this one settles it; what the other may not take is
 * reversed. The sender's request and the reaction both do this, in any order and any number of times, in the name of who sent it.
 * A fund that refuses a transfer once refuses it for ever (it is closed, or made otherwise) and one that has it remembers it, so
 * no two of them can come to different ends.
 * @throws {Refusal} `transfer-unknown` for what was never sent.
 */
export const completeTransfer = async (streams: Streams, { fundId, transferId, cause }: Sent, now: Now): Promise<TransferEnd> => {
  const { state, receipt } = await streams.load(fund, fundId);
  const sent = state.status === 'absent' ? undefined : state.sent.get(transferId);
  if (state.status === 'absent' || !sent) throw new Refusal('transfer-unknown', { transferId });
  if (!isOnItsWay(sent)) return { stage: sent.stage === 'reversed' ? 'reversed' : 'settled', receipt };
  const last = await bring(streams, state, sent, cause, now);
  const ended = await streams.handle(fund, fundId, last, followUp('end-transfer', cause, now));
  return { stage: last.type === 'ReverseTransfer' ? 'reversed' : 'settled', receipt: ended };
};

/**
 * Asks both funds, the one that gives first, whether they would agree to a transfer; nothing is written.
 * @throws {Refusal} of either fund.
 */
export const requireTransferable = async (
  streams: Streams,
  from: KnownFund,
  sending: FundCommandData['SendTransfer'],
  context: Context,
): Promise<void> => {
  const decided = fund.decide({ type: 'SendTransfer', data: sending }, from, context);
  const after = decided.reduce<Fund>((before, event) => fund.evolve(before, event, context), from);
  const sent = after.status === 'absent' ? undefined : after.sent.get(sending.transferId);
  if (!sent || !isOnItsWay(sent)) return;
  const { state } = await streams.load(fund, sent.toFundId);
  fund.decide(arrivalOf(from, sent), state, context);
};
