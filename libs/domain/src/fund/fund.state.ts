import type { PersistentMap } from '../kernel/persistent-map.js';
import type { Balances, FundConditions, FundKey, FundPeriod, FundUse } from './fund.events.js';
import type { TransferKind } from './fund.terms.js';

/** Money set aside for one use: where it stands, and how much of what was paid came back. */
export type FundUseRecord = FundUse &
  Readonly<{
    amountFen: number;
    stage: 'reserved' | 'committed' | 'paid' | 'released';
    recoveredFen: number;
    grant?: Readonly<Record<string, unknown>>;
  }>;

/** Money that left for another fund. */
export type SentTransfer = Readonly<{
  transferId: string;
  kind: TransferKind;
  toFundId: string;
  amountFen: number;
  stage: 'on_its_way' | 'settled' | 'reversed';
}>;

/** What came in from other funds and is not sent back: the most that may be taken back. */
export type ReceivedTransfer = Readonly<{
  transferId: string;
  kind: TransferKind;
  fromFundId: string;
  fromUnitId: string;
  amountFen: number;
}>;

export type AbsentFund = Readonly<{ status: 'absent' }>;

export type KnownFund = FundKey &
  FundPeriod &
  Balances &
  Readonly<{
    status: 'open' | 'closed';
    fundId: string;
    revision: number;
    /** The tightest of the fund's own and its donors' words. */
    conditions: FundConditions;
    carriesOver: boolean;
    nationalFilesOnly: boolean;
    receivedFen: number;
    transferredInFen: number;
    transferredOutFen: number;
    paidFen: number;
    returnedFen: number;
    receiptIds: PersistentMap<true>;
    returnIds: PersistentMap<true>;
    recoveryIds: PersistentMap<true>;
    uses: PersistentMap<FundUseRecord>;
    /** Fen reserved, committed and paid (less recovered) by household. */
    byHousehold: PersistentMap<number>;
    sent: PersistentMap<SentTransfer>;
    received: PersistentMap<ReceivedTransfer>;
  }>;

/** absent -> open -> closed. */
export type Fund = AbsentFund | KnownFund;
