import type { Balances, FundConditions } from '#domain/fund/fund.events';
import { tightest } from '#domain/fund/guards';
import type { FundPurpose, FundSource, SourceLevel } from '#domain/fund/fund.terms';
import { foldFundWith, fundIdOf, type FundFolds, type FundSeen } from '../fund-folds.js';
import type { Collection, View } from '../view.js';

/**
 * One fund as it stands. What came in (received, transferred in, recovered) is what went out (transferred out, paid, returned) and
 * what is there (available, reserved, committed). Each sum counts all there ever was, but for transfers that were turned back.
 */
export type FundRow = Readonly<{
  fundId: string;
  unitId: string;
  source: FundSource;
  sourceLevel: SourceLevel;
  purpose: FundPurpose;
  year: number;
  status: 'open' | 'closed';
  validFrom: string;
  validUntil: string;
  carriesOver: boolean;
  nationalFilesOnly: boolean;
  conditions: FundConditions;
  receivedFen: number;
  transferredInFen: number;
  transferredOutFen: number;
  availableFen: number;
  reservedFen: number;
  committedFen: number;
  /** 结余: all that is not spent, set aside or not. */
  unspentFen: number;
  paidFen: number;
  recoveredFen: number;
  returnedFen: number;
  closedOn: string | null;
  openedAt: string;
  lastChangedAt: string;
  /** Events of the fund that the row has seen: its stream's revision. */
  revision: number;
}>;

const nothing = {
  receivedFen: 0,
  transferredInFen: 0,
  transferredOutFen: 0,
  availableFen: 0,
  reservedFen: 0,
  committedFen: 0,
  unspentFen: 0,
  paidFen: 0,
  recoveredFen: 0,
  returnedFen: 0,
};

const opened = ({ data, stream, meta, revision }: Extract<FundSeen, { type: 'FundOpened' }>): FundRow => ({
  fundId: fundIdOf(stream),
  unitId: data.unitId,
  source: data.source,
  sourceLevel: data.sourceLevel,
  purpose: data.purpose,
  year: data.year,
  status: 'open',
  validFrom: data.validFrom,
  validUntil: data.validUntil,
  carriesOver: data.carriesOver,
  nationalFilesOnly: data.nationalFilesOnly,
  conditions: data.conditions,
  ...nothing,
  closedOn: null,
  openedAt: meta.at,
  lastChangedAt: meta.at,
  revision,
});

const pots = ({ balances }: Readonly<{ balances: Balances }>) => {
  const { availableFen, reservedFen, committedFen } = balances;
  return { availableFen, reservedFen, committedFen, unspentFen: availableFen + reservedFen + committedFen };
};

/** An event that moves money within the fund. */
const within = (row: FundRow, data: Readonly<{ balances: Balances }>): FundRow => ({ ...row, ...pots(data) });

const folds: FundFolds<FundRow> = {
  AmountReceived: (row, data) => ({
    ...within(row, data),
    receivedFen: row.receivedFen + data.amountFen,
    conditions: tightest(row.conditions, data.conditions),
  }),
  TransferSent: (row, data) => ({ ...within(row, data), transferredOutFen: row.transferredOutFen + data.amountFen }),
  TransferSettled: (row) => row,
  TransferReversed: (row, data) => ({ ...within(row, data), transferredOutFen: row.transferredOutFen - data.amountFen }),
  TransferReceived: (row, data) => ({
    ...within(row, data),
    transferredInFen: row.transferredInFen + data.amountFen,
    conditions: tightest(row.conditions, data.conditions),
    nationalFilesOnly: row.nationalFilesOnly || data.nationalFilesOnly === true,
  }),
  AmountReserved: within,
  ReservationReleased: within,
  AmountCommitted: within,
  CommitmentWithdrawn: within,
  AmountPaid: (row, data) => ({ ...within(row, data), paidFen: row.paidFen + data.amountFen }),
  PaymentRecovered: (row, data) => ({ ...within(row, data), recoveredFen: row.recoveredFen + data.amountFen }),
  AmountReturned: (row, data) => ({ ...within(row, data), returnedFen: row.returnedFen + data.amountFen }),
  FundClosed: (row, { closedOn }) => ({ ...row, status: 'closed', closedOn }),
};

const fold = (row: FundRow | null, event: FundSeen): FundRow | null => {
  if (event.type === 'FundOpened') return opened(event);
  return row && { ...foldFundWith(folds, row, event), lastChangedAt: event.meta.at, revision: event.revision };
};

/** Every order the board offers, for all units in reach and within one unit. */
export const fundSorts = ['lastChangedAt', 'year', 'validUntil', 'availableFen', 'unspentFen'] as const;

const collection: Collection<FundRow> = {
  name: 'fund-board',
  key: ({ fundId }) => fundId,
  fields: {
    fundId: 'string',
    unitId: 'string',
    source: 'string',
    sourceLevel: 'string',
    purpose: 'string',
    year: 'number',
    status: 'string',
    validFrom: 'string',
    validUntil: 'string',
    carriesOver: 'boolean',
    availableFen: 'number',
    unspentFen: 'number',
    lastChangedAt: 'string',
  },
  indexes: [
    ...fundSorts.map((sort) => [sort]),
    ...fundSorts.map((sort) => ['unitId', sort]),
    // 年末结余: what is left of a year, the most first.
    ['year', 'unspentFen'],
    ['unitId', 'year', 'unspentFen'],
    // One for each field that the board is counted by: counting then reads the index and no rows.
    ['status', 'lastChangedAt'],
    ['source', 'lastChangedAt'],
    ['sourceLevel', 'lastChangedAt'],
    ['purpose', 'lastChangedAt'],
  ],
};

/** 专项资金: a row for each fund with what came, went and is left, and the year-end list of unspent money. */
export const fundBoard: View<FundRow, FundSeen> = {
  collection,
  version: 1,
  categories: ['fund'],
  keysOf: ({ stream }) => [fundIdOf(stream)],
  fold,
};
