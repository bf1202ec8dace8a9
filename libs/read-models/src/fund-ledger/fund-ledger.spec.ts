import fc from 'fast-check';
import { fundAccounts, postingOf, type FundAccount, type FundEvent } from '#domain/fund/fund.events';
import { fund } from '#domain/fund/fund';
import { everyFundEvent, fundHistories } from '../../../domain/src/testing/fund-histories.js';
import { testContext } from '../../../domain/src/testing/scenario.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { fundIdOf, type FundSeen } from '../fund-folds.js';
import { fundLedger, type LedgerRow } from './fund-ledger.js';

const entriesOf = (history: readonly FundEvent[]): readonly LedgerRow[] => [
  ...foldView(fundLedger, seenIn<FundSeen>('fund-f1', history)).values(),
];

const entries = entriesOf(everyFundEvent);
const entry = (kind: LedgerRow['kind']): LedgerRow | undefined => entries.find((row) => row.kind === kind);

const blank = {
  fundId: 'f1',
  occurredOn: '2022-03-01',
  recordedAt: testContext.at,
  availableFen: 0,
  reservedFen: 0,
  committedFen: 0,
  voucher: null,
  document: null,
  useKind: null,
  useId: null,
  item: null,
  householdId: null,
  fundType: null,
  donorId: null,
  donorKind: null,
  donorName: null,
  payee: null,
  transferKind: null,
  transferId: null,
  otherFundId: null,
  cause: null,
  by: 'caseworker-1',
};

describe('the fund ledger', () => {
  it('has an entry for each move of money and for nothing else', () => {
    expect([...new Set(entries.map(({ kind }) => kind))].sort()).toEqual(Object.keys(postingOf).sort());
    expect(entries.map(({ revision }) => revision)).toEqual(
      everyFundEvent.flatMap(({ type }, revision) => (type in postingOf ? [revision] : [])),
    );
  });

  it('tells of a gift who gave it, how it was raised and by which voucher', () =>
    expect(entry('AmountReceived')).toEqual({
      ...blank,
      entryId: 'f1:00000001',
      revision: 1,
      kind: 'AmountReceived',
      from: 'received',
      to: 'available',
      amountFen: 100_000,
      availableFen: 100_000,
      voucher: '记-0',
      fundType: 'donation',
      donorId: 'd1',
      donorKind: 'organisation',
      donorName: '演示慈善会',
    }));

  it('tells of a payment for which aid and household it was, and what was left', () =>
    expect(entry('AmountPaid')).toEqual({
      ...blank,
      entryId: 'f1:00000011',
      revision: 11,
      kind: 'AmountPaid',
      from: 'committed',
      to: 'paid',
      amountFen: 30_000,
      availableFen: 31_000,
      voucher: '记-1',
      useKind: 'aid',
      useId: 'aid-1',
      item: 'living_aid',
      householdId: 'h1',
    }));

  it.each<[LedgerRow['kind'], Partial<LedgerRow>]>([
    ['TransferSent', { transferId: 't1', transferKind: 'allocation', otherFundId: 'f2', document: '拨付通知1号' }],
    ['TransferReversed', { transferId: 't1', cause: 'fund-closed', otherFundId: null }],
    ['TransferReceived', { transferId: 't3', transferKind: 'take_back', otherFundId: 'f2', document: '拨付通知1号' }],
    ['AmountReserved', { useId: 'aid-1', document: null, voucher: null }],
    ['AmountCommitted', { useId: 'aid-1', document: 'batch-1' }],
    ['CommitmentWithdrawn', { useId: 'aid-1', cause: 'AidBounced' }],
    ['ReservationReleased', { useKind: 'goods', useId: 'lot-1', householdId: null, cause: 'ProcurementCancelled' }],
    ['PaymentRecovered', { useId: 'aid-1', voucher: '记-2', amountFen: 500 }],
    ['AmountReturned', { payee: '演示慈善会', donorId: 'd1', donorName: null, voucher: '记-3' }],
  ])('tells of %s what its papers say', (kind, papers) => expect(entry(kind)).toMatchObject(papers));

  it('names the day of the move, and the business day of recording where the event names none', () => {
    const at = '2022-03-01T16:30:00.000Z';
    const told = (event: FundEvent, meta: object): FundEvent => ({ ...event, meta }) as unknown as FundEvent;
    const dated = everyFundEvent.find(({ type }) => type === 'AmountPaid')!;
    const undated = everyFundEvent.find(({ type }) => type === 'CommitmentWithdrawn')!;
    expect(entriesOf([told(dated, { at }), told(undated, { at }), told(undated, { at, effectiveOn: '2022-02-28' })])).toMatchObject([
      { occurredOn: '2022-03-01', recordedAt: at },
      { occurredOn: '2022-03-02', recordedAt: at },
      { occurredOn: '2022-02-28', recordedAt: at },
    ]);
  });

  it('keeps the order of a long ledger in its keys', () => {
    const keyAt = (revision: number): string => fundLedger.keysOf({ ...seenIn<FundSeen>('fund-f1', everyFundEvent)[1]!, revision })[0]!;
    const keys = [1, 9, 10, 99_999, 100_000, 10_000_000].map(keyAt);
    expect([...keys].sort()).toEqual(keys);
  });

  it('adds up, entry by entry, to the balances that it states and to what the decider knows', () => {
    fc.assert(
      fc.property(fundHistories, (history) => {
        const sums = Object.fromEntries(fundAccounts.map((account) => [account, 0])) as Record<FundAccount, number>;
        for (const row of entriesOf(history)) {
          sums[row.from] -= row.amountFen;
          sums[row.to] += row.amountFen;
          expect([row.availableFen, row.reservedFen, row.committedFen]).toEqual([sums.available, sums.reserved, sums.committed]);
        }
        const state = history.reduce((folded, event) => fund.evolve(folded, event, testContext), fund.initial);
        expect(state).toMatchObject({ availableFen: sums.available, paidFen: sums.paid, returnedFen: sums.returned });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the stream of a fund', () => {
  it('names its fund', () => expect(fundIdOf('fund-f1-2023')).toBe('f1-2023'));
});
