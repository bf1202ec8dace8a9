import type { Context, Decider } from '../kernel/decider.js';
import { evolve } from './fold.js';
import type { FundCommand, FundCommandData } from './fund.commands.js';
import type { FundEvent } from './fund.events.js';
import type { Fund } from './fund.state.js';
import { closeFund, openFund, receiveAmount, returnAmount } from './receipts.js';
import { receiveTransfer, reverseTransfer, sendTransfer, settleTransfer } from './transfers.js';
import { commitAmount, payAmount, recoverPayment, releaseReservation, reserveAmount, withdrawCommitment } from './uses.js';

type Decisions = {
  [Type in keyof FundCommandData]: (data: FundCommandData[Type], state: Fund, context: Context) => readonly FundEvent[];
};

/**
 * One function per command; a command without its entry does not compile. Each function names its refusals in order of
 * precedence: the fund is there; a repeat answers nothing, an id used for something else is refused; where the use or the transfer
 * stands; the fund is open; amounts, days and papers; what the money is and is for; when; for whom; how much; and last whether it is there.
 */
export const fundDecisions: Decisions = {
  OpenFund: openFund,
  ReceiveAmount: receiveAmount,
  SendTransfer: sendTransfer,
  ReceiveTransfer: receiveTransfer,
  SettleTransfer: settleTransfer,
  ReverseTransfer: reverseTransfer,
  ReserveAmount: reserveAmount,
  ReleaseReservation: releaseReservation,
  CommitAmount: commitAmount,
  WithdrawCommitment: withdrawCommitment,
  PayAmount: payAmount,
  RecoverPayment: recoverPayment,
  ReturnAmount: returnAmount,
  CloseFund: closeFund,
};

const decide = <Type extends keyof FundCommandData>(
  { type, data }: Readonly<{ type: Type; data: FundCommandData[Type] }>,
  state: Fund,
  context: Context,
): readonly FundEvent[] => fundDecisions[type](data, state, context);

/** 专款专用: one fund per source, level, purpose, unit and year, one stream `fund-<fundId>`. */
export const fund: Decider<Fund, FundCommand, FundEvent> = {
  category: 'fund',
  initial: { status: 'absent' },
  decide,
  evolve,
};
