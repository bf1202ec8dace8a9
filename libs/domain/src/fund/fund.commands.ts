import type { ArchiveLevel } from '../household/household.terms.js';
import type { Message } from '../kernel/message.js';
import type { Donor, FundConditions, FundKey, FundPeriod, FundUse } from './fund.events.js';
import type { FundType, TransferKind } from './fund.terms.js';

/** What a fund is opened with. `carriesOver` and `nationalFilesOnly` are the policy's word on the source. */
export type FundOpening = Readonly<{ fundId: string }> &
  FundKey &
  FundPeriod &
  Readonly<{ conditions: FundConditions; carriesOver: boolean; nationalFilesOnly: boolean }>;

type Transfer = Readonly<{ transferId: string; kind: TransferKind; amountFen: number; document: string }>;

/** What may be asked of a fund, by command name. Amounts are whole fen above zero; days are business days. */
export type FundCommandData = Readonly<{
  OpenFund: FundOpening;
  ReceiveAmount: Readonly<{
    receiptId: string;
    fundType: FundType;
    amountFen: number;
    voucher: string;
    receivedOn: string;
    donor?: Donor;
    conditions?: FundConditions;
  }>;
  /** To a lower unit (`allocation`), to the unit it came from (`take_back`), or into the next year (`carry_over`). */
  SendTransfer: Transfer & Readonly<{ to: FundOpening; sentOn: string }>;
  /** Opens the fund where it does not exist yet. */
  ReceiveTransfer: Transfer & Readonly<{ opening: FundOpening; fromFundId: string; fromUnitId: string; receivedOn: string }>;
  SettleTransfer: Readonly<{ transferId: string }>;
  ReverseTransfer: Readonly<{ transferId: string; cause: string }>;
  /** `grant` is the approval that the reservation stands for, so that it can be completed by whoever finds it. */
  ReserveAmount: FundUse &
    Readonly<{ amountFen: number; reservedOn: string; archiveLevel?: ArchiveLevel; grant?: Readonly<Record<string, unknown>> }>;
  ReleaseReservation: Readonly<{ useId: string; cause: string }>;
  CommitAmount: Readonly<{ useId: string; committedOn: string; reference: string }>;
  WithdrawCommitment: Readonly<{ useId: string; cause: string }>;
  PayAmount: Readonly<{ useId: string; paidOn: string; voucher: string }>;
  RecoverPayment: Readonly<{ useId: string; recoveryId: string; amountFen: number; recoveredOn: string; voucher: string }>;
  ReturnAmount: Readonly<{ returnId: string; amountFen: number; returnedOn: string; voucher: string; payee: string }>;
  CloseFund: Readonly<{ closedOn: string }>;
}>;

export type FundCommand = { [Type in keyof FundCommandData]: Message<Type, FundCommandData[Type]> }[keyof FundCommandData];
