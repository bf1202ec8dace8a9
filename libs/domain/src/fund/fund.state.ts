import type { PersistentMap } from '../kernel/persistent-map.js';
import type { FundOpening } from './fund.commands.js';
import type { Balances, FundConditions, FundKey, FundPeriod, FundUse } from './fund.events.js';
import type { FundType, TransferKind } from './fund.terms.js';

/** Money set aside for one use: where it stands, and how much of what was paid came back. */
export type FundUseRecord = FundUse &
  Readonly<{
    amountFen: number;
    stage: 'reserved' | 'committed' | 'paid' | 'released';
    /** Revision of the reservation that stands, or stood last. */
    reservedRevision: number;
    recoveredFen: number;
    /** Kept until the money is committed: an approval is long, and a fund pays thousands. */
    grant?: Readonly<Record<string, unknown>>;
    /** What it is, or was, committed for, and the references whose commitments were withdrawn. */
    reference?: string;
    withdrawn: readonly string[];
    voucher?: string;
  }>;

/** What an id was used for: the same id with other content is no repeat. */
export type Receipt = Readonly<{ fundType: FundType; amountFen: number; voucher: string; receivedOn: string; donorId?: string }>;
export type Return = Readonly<{ amountFen: number; voucher: string; returnedOn: string }>;
export type Recovery = Readonly<{ useId: string; amountFen: number; voucher: string; recoveredOn: string }>;

/** Money that left for another fund. */
export type SentTransfer = Readonly<{
  transferId: string;
  kind: TransferKind;
  toFundId: string;
  amountFen: number;
  document: string;
  sentOn: string;
  stage: 'on_its_way' | 'settled' | 'reversed';
  /** What the other fund is opened with where it does not exist yet; kept until the money has arrived, so that anybody can bring it there. */
  to?: FundOpening;
}>;

/** Money that came from another fund. */
export type ReceivedTransfer = Readonly<{
  transferId: string;
  kind: TransferKind;
  fromFundId: string;
  fromUnitId: string;
  amountFen: number;
  document: string;
}>;

/** What each account of the fund's book adds up to. The pots are what received and transferred in brought, less what left. */
export type Book = Balances &
  Readonly<{ receivedFen: number; transferredInFen: number; transferredOutFen: number; paidFen: number; returnedFen: number }>;

export type AbsentFund = Readonly<{ status: 'absent' }>;

export type KnownFund = FundKey &
  FundPeriod &
  Book &
  Readonly<{
    status: 'open' | 'closed';
    fundId: string;
    revision: number;
    /** As it was opened, before donors and other funds brought stricter words along. */
    openedWith: FundConditions;
    openedForNationalFilesOnly: boolean;
    /** The tightest of the fund's own and its donors' words. */
    conditions: FundConditions;
    carriesOver: boolean;
    nationalFilesOnly: boolean;
    receipts: PersistentMap<Receipt>;
    returns: PersistentMap<Return>;
    recoveries: PersistentMap<Recovery>;
    uses: PersistentMap<FundUseRecord>;
    /** Fen reserved, committed and paid (less recovered) by household. */
    byHousehold: PersistentMap<number>;
    sent: PersistentMap<SentTransfer>;
    received: PersistentMap<ReceivedTransfer>;
    /** Fen that left and are neither settled nor reversed. */
    onTheirWayFen: number;
    /** Fen allocated by each fund and not sent back: the most that it may take back. */
    takeableBy: PersistentMap<number>;
    closedOn?: string;
  }>;

/** absent -> open -> closed. */
export type Fund = AbsentFund | KnownFund;
