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
  /**
   * `reservedRevision` names the reservation that is meant: nothing happens where another one stands by now. With `keepFen` that much
   * stays set aside and only the rest is released (goods came in short); nothing happens where no more than that is set aside.
   */
  ReleaseReservation: Readonly<{ useId: string; cause: string; reservedRevision?: number; keepFen?: number }>;
  /** `reference` is the batch or the delivery that the money is committed for. */
  CommitAmount: Readonly<{ useId: string; committedOn: string; reference: string }>;
  /** `reference` names the commitment that is meant: nothing happens where another one stands by now. */
  WithdrawCommitment: Readonly<{ useId: string; cause: string; reference?: string }>;
  PayAmount: Readonly<{ useId: string; paidOn: string; voucher: string; reference?: string }>;
  RecoverPayment: Readonly<{ useId: string; recoveryId: string; amountFen: number; recoveredOn: string; voucher: string }>;
  /** `donorId` where the payee is a donor, whose key then seals the name. */
  ReturnAmount: Readonly<{ returnId: string; amountFen: number; returnedOn: string; voucher: string; payee: string; donorId?: string }>;
  CloseFund: Readonly<{ closedOn: string }>;
}>;

export type FundCommand = { [Type in keyof FundCommandData]: Message<Type, FundCommandData[Type]> }[keyof FundCommandData];
