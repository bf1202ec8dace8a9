import { postingOf, type Donor, type FundAccount, type MoneyMoved } from '#domain/fund/fund.events';
import { movesMoney } from '#domain/fund/postings';
import type { FundType, TransferKind, UseKind } from '#domain/fund/fund.terms';
import type { AidItem } from '#domain/aid/aid.terms';
import { businessDayOf } from '#domain/kernel/time';
import { fundIdOf, type FundSeen } from '../fund-folds.js';
import type { Collection, View } from '../view.js';

/** One entry of a fund's ledger: how much went from where to where on whose word, and what was in each pot then. */
export type LedgerRow = Readonly<{
  entryId: string;
  fundId: string;
  revision: number;
  /** Business day of the money's move, and the UTC time at which it was written down. */
  occurredOn: string;
  recordedAt: string;
  kind: MoneyMoved;
  from: FundAccount;
  to: FundAccount;
  amountFen: number;
  availableFen: number;
  reservedFen: number;
  committedFen: number;
  /** 凭证号, and the number of the paper that ordered it (a transfer's document, the batch that it stands on). */
  voucher: string | null;
  document: string | null;
  useKind: UseKind | null;
  useId: string | null;
  item: AidItem | null;
  householdId: string | null;
  fundType: FundType | null;
  donorId: string | null;
  donorKind: Donor['kind'] | null;
  donorName: string | null;
  /** Who was given money back. */
  payee: string | null;
  transferKind: TransferKind | null;
  transferId: string | null;
  otherFundId: string | null;
  /** Why money was freed again. */
  cause: string | null;
  by: string;
}>;

type Entry = Extract<FundSeen, { type: MoneyMoved }>;
type Papers = Pick<
  LedgerRow,
  | 'voucher'
  | 'document'
  | 'fundType'
  | 'donorId'
  | 'donorKind'
  | 'donorName'
  | 'payee'
  | 'transferKind'
  | 'transferId'
  | 'otherFundId'
  | 'cause'
> &
  Readonly<{ on: string | null }>;

const none: Papers = {
  on: null,
  voucher: null,
  document: null,
  fundType: null,
  donorId: null,
  donorKind: null,
  donorName: null,
  payee: null,
  transferKind: null,
  transferId: null,
  otherFundId: null,
  cause: null,
};

const giver = (donor: Donor | undefined) => ({
  donorId: donor?.donorId ?? null,
  donorKind: donor?.kind ?? null,
  donorName: donor?.name ?? null,
});

/** What the papers of an entry say, each kind in its own words. */
const papersOf = ({ type, data }: Entry): Papers => {
  switch (type) {
    case 'AmountReceived':
      return { ...none, on: data.receivedOn, voucher: data.voucher, fundType: data.fundType, ...giver(data.donor) };
    case 'TransferSent': {
      const { transferId, document, kind: transferKind, toFundId: otherFundId, sentOn: on } = data;
      return { ...none, on, transferId, document, transferKind, otherFundId };
    }
    case 'TransferReceived': {
      const { transferId, document, kind: transferKind, fromFundId: otherFundId, receivedOn: on } = data;
      return { ...none, on, transferId, document, transferKind, otherFundId };
    }
    case 'TransferReversed':
      return { ...none, transferId: data.transferId, cause: data.cause };
    case 'AmountReserved':
      return { ...none, on: data.reservedOn };
    case 'ReservationReleased':
    case 'CommitmentWithdrawn':
      return { ...none, cause: data.cause };
    case 'AmountCommitted':
      return { ...none, on: data.committedOn, document: data.reference };
    case 'AmountPaid':
      return { ...none, on: data.paidOn, voucher: data.voucher };
    case 'PaymentRecovered':
      return { ...none, on: data.recoveredOn, voucher: data.voucher };
    case 'AmountReturned':
      return { ...none, on: data.returnedOn, voucher: data.voucher, payee: data.payee, donorId: data.donorId ?? null };
  }
};

const useOf = ({ data }: Entry) =>
  'useId' in data
    ? { useKind: data.useKind, useId: data.useId, item: data.item, householdId: data.householdId ?? null }
    : { useKind: null, useId: null, item: null, householdId: null };

/** Enough for any fund: a revision of this width sorts as text. */
const REVISION_DIGITS = 8;

const entryIdOf = ({ stream, revision }: FundSeen): string => `${fundIdOf(stream)}:${String(revision).padStart(REVISION_DIGITS, '0')}`;

const entryOf = (event: Entry): LedgerRow => {
  const { stream, revision, type: kind, data, meta } = event;
  const { on, ...papers } = papersOf(event);
  return {
    entryId: entryIdOf(event),
    fundId: fundIdOf(stream),
    revision,
    occurredOn: on ?? meta.effectiveOn ?? businessDayOf(meta.at),
    recordedAt: meta.at,
    kind,
    ...postingOf[kind],
    amountFen: data.amountFen,
    ...data.balances,
    ...useOf(event),
    ...papers,
    by: meta.by,
  };
};

const isEntry = (event: FundSeen): event is Entry => movesMoney(event);

const collection: Collection<LedgerRow> = {
  name: 'fund-ledger',
  key: ({ entryId }) => entryId,
  fields: {
    entryId: 'string',
    fundId: 'string',
    revision: 'number',
    occurredOn: 'string',
    recordedAt: 'string',
    kind: 'string',
    amountFen: 'number',
    useKind: 'string',
    useId: 'string',
    item: 'string',
    householdId: 'string',
    donorId: 'string',
    voucher: 'string',
    transferId: 'string',
  },
  indexes: [
    // The ledger as it was written; its pages are found by revision however long it is.
    ['fundId', 'revision'],
    ['fundId', 'kind', 'revision'],
    ['fundId', 'occurredOn'],
    // 捐赠公示: receipts of a period.
    ['kind', 'occurredOn'],
    ['useId', 'recordedAt'],
    ['householdId', 'occurredOn'],
    ['voucher', 'recordedAt'],
  ],
};

/** 专项资金明细账: every entry of every fund, with the balances after it. */
export const fundLedger: View<LedgerRow, FundSeen> = {
  collection,
  version: 1,
  categories: ['fund'],
  keysOf: (event) => (isEntry(event) ? [entryIdOf(event)] : []),
  fold: (row, event) => (isEntry(event) ? entryOf(event) : row),
};
