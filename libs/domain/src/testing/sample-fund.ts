import type { FundCommandData, FundOpening } from '../fund/fund.commands.js';
import type { Balances, FundEvent, FundEventData } from '../fund/fund.events.js';
import { fund } from '../fund/fund.js';
import { scenario } from './scenario.js';

/** A fund invented for specs: 100,000 fen for hardship aid of county union C1 in 2022, from the union's own money. Days are in 2022. */
export const givenFund = scenario(fund, { by: 'finance-1', role: 'finance_officer', unit: 'C1' });

export const today = '2022-03-01';

export const opening = (change: Partial<FundOpening> = {}): FundOpening => ({
  fundId: 'f1',
  source: 'union_funds',
  sourceLevel: 'county',
  purpose: 'hardship_aid',
  unitId: 'C1',
  year: 2022,
  validFrom: '2022-01-01',
  validUntil: '2022-12-31',
  conditions: {},
  carriesOver: true,
  nationalFilesOnly: false,
  ...change,
});

export const fundEvent = <Type extends keyof FundEventData>(type: Type, data: FundEventData[Type]): FundEvent =>
  ({ type, data }) as unknown as FundEvent;

export const fundOpened = (change: Partial<FundOpening> = {}): FundEvent => fundEvent('FundOpened', opening(change));

export const balances = (availableFen: number, reservedFen = 0, committedFen = 0): Balances => ({
  availableFen,
  reservedFen,
  committedFen,
});

export const amountReceived = (amountFen: number, change: Partial<FundEventData['AmountReceived']> = {}): FundEvent =>
  fundEvent('AmountReceived', {
    receiptId: 'receipt-1',
    fundType: 'own_union_budget',
    amountFen,
    voucher: '记-2022-0001',
    receivedOn: today,
    balances: balances(amountFen),
    ...change,
  });

/** A fund with 100,000 fen in it. */
export const filled = (change: Partial<FundOpening> = {}): FundEvent[] => [fundOpened(change), amountReceived(100_000)];

export const aidUse = { useKind: 'aid', useId: 'aid-1', item: 'living_aid', householdId: 'h1' } as const;
export const goodsUse = { useKind: 'goods', useId: 'lot-1', item: 'living_aid' } as const;

/** What `aid-1` asks for: 30,000 fen of living aid. */
export const reservation = (change: Partial<FundCommandData['ReserveAmount']> = {}): FundCommandData['ReserveAmount'] => ({
  ...aidUse,
  amountFen: 30_000,
  reservedOn: today,
  grant: { aidId: 'aid-1', round: 1 },
  ...change,
});

/** The events that took 30,000 fen for `aid-1` up to a stage, out of a fund with 100,000 fen in it. */
export const reserved = [
  ...filled(),
  fundEvent('AmountReserved', {
    ...aidUse,
    amountFen: 30_000,
    balances: balances(70_000, 30_000),
    reservedOn: today,
    grant: { aidId: 'aid-1', round: 1 },
  }),
];
export const committed = [
  ...reserved,
  fundEvent('AmountCommitted', {
    ...aidUse,
    amountFen: 30_000,
    balances: balances(70_000, 0, 30_000),
    committedOn: today,
    reference: 'batch-1',
  }),
];
export const paid = [
  ...committed,
  fundEvent('AmountPaid', { ...aidUse, amountFen: 30_000, balances: balances(70_000), paidOn: today, voucher: '记-2022-0002' }),
];

/** The lower fund that base union U1 keeps of the same money. */
export const lowerOpening = (change: Partial<FundOpening> = {}): FundOpening => opening({ fundId: 'f2', unitId: 'U1', ...change });

export const sending = (change: Partial<FundCommandData['SendTransfer']> = {}): FundCommandData['SendTransfer'] => ({
  transferId: 't1',
  kind: 'allocation',
  amountFen: 40_000,
  document: '拨付通知1号',
  to: lowerOpening(),
  sentOn: today,
  ...change,
});

export const arrival = (change: Partial<FundCommandData['ReceiveTransfer']> = {}): FundCommandData['ReceiveTransfer'] => ({
  transferId: 't1',
  kind: 'allocation',
  amountFen: 40_000,
  document: '拨付通知1号',
  opening: lowerOpening(),
  fromFundId: 'f1',
  fromUnitId: 'C1',
  receivedOn: today,
  ...change,
});

/** What base union U1's fund went through to hold 40,000 fen. */
export const allocated = [
  fundEvent('FundOpened', lowerOpening()),
  fundEvent('TransferReceived', {
    transferId: 't1',
    kind: 'allocation',
    fromFundId: 'f1',
    fromUnitId: 'C1',
    receivedOn: today,
    document: '拨付通知1号',
    amountFen: 40_000,
    balances: balances(40_000),
  }),
];

export const sent = (change: Partial<FundEventData['TransferSent']> = {}): FundEvent =>
  fundEvent('TransferSent', {
    transferId: 't1',
    kind: 'allocation',
    toFundId: 'f2',
    to: { source: 'union_funds', sourceLevel: 'county', purpose: 'hardship_aid', unitId: 'U1', year: 2022 },
    toPeriod: { validFrom: '2022-01-01', validUntil: '2022-12-31' },
    conditions: {},
    carriesOver: true,
    nationalFilesOnly: false,
    sentOn: today,
    document: '拨付通知1号',
    amountFen: 40_000,
    balances: balances(60_000),
    ...change,
  });

export const released = (change: Partial<FundEventData['ReservationReleased']> = {}) =>
  fundEvent('ReservationReleased', { ...aidUse, amountFen: 30_000, balances: balances(100_000), cause: 'AidRejected', ...change });
export const withdrawn = fundEvent('CommitmentWithdrawn', {
  ...aidUse,
  amountFen: 30_000,
  balances: balances(70_000, 30_000),
  cause: 'AidBounced',
});
export const recovered = (amountFen: number, change: Partial<FundEventData['PaymentRecovered']> = {}) =>
  fundEvent('PaymentRecovered', {
    ...aidUse,
    amountFen,
    balances: balances(70_000 + amountFen),
    recoveryId: 'rec-1',
    recoveredOn: today,
    voucher: '记-2022-0003',
    ...change,
  });
