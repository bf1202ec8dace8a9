import type { AidItem } from '../aid/aid.terms.js';
import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { FundPurpose, FundSource, FundType, SourceLevel, TransferKind, UseKind } from './fund.terms.js';

/** What makes a fund this one and no other: one stream for each. */
export type FundKey = Readonly<{ source: FundSource; sourceLevel: SourceLevel; purpose: FundPurpose; unitId: string; year: number }>;

/** What a donor or the source allows; the tightest word holds for the whole fund, as its fen cannot be told apart. */
export type FundConditions = Readonly<{ perAidMaxFen?: number; perHouseholdMaxFen?: number }>;

/** First and last day on which the money may be spent. */
export type FundPeriod = Readonly<{ validFrom: string; validUntil: string }>;

/** What is in each pot after the event: an auditor adds up the entries and has to arrive here. */
export type Balances = Readonly<{ availableFen: number; reservedFen: number; committedFen: number }>;

/** Who gave; `donorId` is opaque and names whose key seals the name. Anonymous gifts have none. */
export type Donor = Readonly<{ donorId: string; kind: 'organisation' | 'person'; name: string }>;

/** What money is set aside for: an aid, or a purchase of goods. */
export type FundUse = Readonly<{
  useKind: UseKind;
  /** The aid's or the goods lot's id: each is set aside and paid at most once at a time. */
  useId: string;
  item: AidItem;
  householdId?: string;
}>;

type Moved = Readonly<{ amountFen: number; balances: Balances }>;

/**
 * What happens to a fund. Each event that moves money has one from and one to (`postingOf`), an amount above zero and the
 * balances after it. Names and fields are the storage format of `fund-<fundId>`.
 */
export type FundEventData = Readonly<{
  FundOpened: Readonly<{ fundId: string }> &
    FundKey &
    FundPeriod &
    Readonly<{ conditions: FundConditions; carriesOver: boolean; nationalFilesOnly: boolean }>;
  /** 收入, with its voucher. */
  AmountReceived: Moved &
    Readonly<{ receiptId: string; fundType: FundType; voucher: string; receivedOn: string; donor?: Donor; conditions?: FundConditions }>;
  /** 拨付 / 收回 / 结转: money left for another fund and is on its way until `TransferSettled` or `TransferReversed`. */
  TransferSent: Moved &
    Readonly<{
      transferId: string;
      kind: TransferKind;
      toFundId: string;
      to: FundKey;
      /** What the receiving fund is opened with where it does not exist yet. */
      toPeriod: FundPeriod;
      conditions: FundConditions;
      carriesOver: boolean;
      nationalFilesOnly: boolean;
      sentOn: string;
      document: string;
    }>;
  /** The other fund has it. */
  TransferSettled: Readonly<{ transferId: string }>;
  /** The other fund could not take it: the money is here again. */
  TransferReversed: Moved & Readonly<{ transferId: string; cause: string }>;
  TransferReceived: Moved &
    Readonly<{
      transferId: string;
      kind: TransferKind;
      fromFundId: string;
      fromUnitId: string;
      receivedOn: string;
      document: string;
      /** What the money is bound to where it comes from; from here on it binds this fund too. */
      conditions?: FundConditions;
      nationalFilesOnly?: true;
    }>;
  /** 预留: set aside for an aid whose last approval this is, or for a purchase. `grant` lets the aid be granted though the process died. */
  AmountReserved: Moved & FundUse & Readonly<{ reservedOn: string; grant?: Readonly<Record<string, unknown>> }>;
  /** Not needed any more, all of it or (goods came in short) the part that `amountFen` says. */
  ReservationReleased: Moved & FundUse & Readonly<{ cause: string }>;
  /** 列支: it stands on a signed-off list, or the goods were delivered. */
  AmountCommitted: Moved & FundUse & Readonly<{ committedOn: string; reference: string }>;
  /** Not paid after all (bounced, list cancelled): set aside as before. */
  CommitmentWithdrawn: Moved & FundUse & Readonly<{ cause: string }>;
  /** 支付. */
  AmountPaid: Moved & FundUse & Readonly<{ paidOn: string; voucher: string }>;
  /** 追回: a payment, or part of it, came back. */
  PaymentRecovered: Moved & FundUse & Readonly<{ recoveryId: string; recoveredOn: string; voucher: string }>;
  /** 退回 to whoever gave it. */
  AmountReturned: Moved & Readonly<{ returnId: string; returnedOn: string; voucher: string; payee: string; donorId?: string }>;
  FundClosed: Readonly<{ closedOn: string }>;
}>;

export type FundEvent = { [Type in keyof FundEventData]: DomainEvent<Type, FundEventData[Type]> }[keyof FundEventData];

export const fundPersonal: PersonalFields<FundEvent> = {
  FundOpened: [],
  AmountReceived: [{ subject: 'donor.donorId', fields: ['donor.name'] }],
  TransferSent: [],
  TransferSettled: [],
  TransferReversed: [],
  TransferReceived: [],
  AmountReserved: [],
  ReservationReleased: [],
  AmountCommitted: [],
  CommitmentWithdrawn: [],
  AmountPaid: [],
  PaymentRecovered: [],
  AmountReturned: [{ subject: 'donorId', fields: ['payee'] }],
  FundClosed: [],
};

/** The accounts of a fund's book. The first three are its pots; the others say where money came from and went to. */
export const fundAccounts = [
  'available',
  'reserved',
  'committed',
  'received',
  'transferred_in',
  'transferred_out',
  'paid',
  'returned',
] as const;
export type FundAccount = (typeof fundAccounts)[number];

export type MoneyMoved = Exclude<FundEvent['type'], 'FundOpened' | 'TransferSettled' | 'FundClosed'>;

/** Double entry: which account each event takes from and which it gives to. */
export const postingOf: Readonly<Record<MoneyMoved, Readonly<{ from: FundAccount; to: FundAccount }>>> = {
  AmountReceived: { from: 'received', to: 'available' },
  TransferSent: { from: 'available', to: 'transferred_out' },
  TransferReversed: { from: 'transferred_out', to: 'available' },
  TransferReceived: { from: 'transferred_in', to: 'available' },
  AmountReserved: { from: 'available', to: 'reserved' },
  ReservationReleased: { from: 'reserved', to: 'available' },
  AmountCommitted: { from: 'reserved', to: 'committed' },
  CommitmentWithdrawn: { from: 'committed', to: 'reserved' },
  AmountPaid: { from: 'committed', to: 'paid' },
  PaymentRecovered: { from: 'paid', to: 'available' },
  AmountReturned: { from: 'available', to: 'returned' },
};
