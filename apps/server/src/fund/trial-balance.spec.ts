import fc from 'fast-check';
import { fundAccounts, type FundEvent } from '#domain/fund/fund.events';
import { everyFundEvent, fundHistories } from '#domain/testing/fund-histories';
import { allocated, filled, sent } from '#domain/testing/sample-fund';
import { fundBoard, type FundRow } from '#read-models/fund-board/fund-board';
import type { FundSeen } from '#read-models/fund-folds';
import { fundLedger, type LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { TrialBalance } from './trial-balance.js';

type Book = Readonly<{ row: FundRow; entries: readonly LedgerRow[] }>;

const bookOf = (fundId: string, history: readonly FundEvent[]): Book => {
  const seen = seenIn<FundSeen>(`fund-${fundId}`, history);
  return { row: foldView(fundBoard, seen).get(fundId)!, entries: [...foldView(fundLedger, seen).values()] };
};

async function* pagesOf(entries: readonly LedgerRow[]): AsyncGenerator<readonly LedgerRow[]> {
  for (let from = 0; from < entries.length; from += 3) yield entries.slice(from, from + 3);
}

/** Struck over these books; `others` are asked afterwards. */
const struck = async (books: readonly Book[], others: readonly Book[] = []) => {
  const balance = new TrialBalance();
  for (const { row, entries } of books) await balance.add(row, pagesOf(entries));
  const asked = balance.fundsToAsk();
  for (const { row, entries } of [...books, ...others]) if (asked.includes(row.fundId)) balance.hear(entries);
  return balance.result();
};

/** A made-up fund that sent all that another one received and knows nothing else. */
const senderOf = ({ row, entries }: Book): Book => ({
  row: { ...row, fundId: 'f2' },
  entries: entries
    .filter(({ kind }) => kind === 'TransferReceived')
    .map((entry) => ({ ...entry, fundId: 'f2', otherFundId: row.fundId, kind: 'TransferSent' as const })),
});

/** A random history as a book; what comes and what goes are never the same transfer, as they may be there. */
const histories: fc.Arbitrary<Book> = fundHistories
  .map((history) => bookOf('f1', history))
  .map(({ row, entries }) => ({
    row,
    entries: entries.map((entry) => (entry.kind === 'TransferReceived' ? { ...entry, transferId: `in-${entry.transferId}` } : entry)),
  }));

const changed = (book: Book, at: number, change: Partial<LedgerRow>): Book => ({
  ...book,
  entries: book.entries.map((entry, index) => (index === at ? { ...entry, ...change } : entry)),
});

const whole = bookOf('f1', everyFundEvent);

describe('a trial balance', () => {
  it('finds nothing in the books as the views keep them, whatever happened', () =>
    fc.assert(
      fc.asyncProperty(histories, async (book) => {
        const { balanced, discrepancies, total } = await struck([book], [senderOf(book)]);
        expect([balanced, discrepancies, total.differenceFen, total.debitFen - total.creditFen]).toEqual([true, [], 0, 0]);
        expect(total.entries).toBe(book.entries.length);
      }),
    ));

  it('finds any entry whose sum was changed, or that is missing', () =>
    fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.integer({ min: 1 }), async (book, which, byFen) => {
        const at = which % book.entries.length;
        const grown = changed(book, at, { amountFen: book.entries[at]!.amountFen + byFen });
        const torn = { ...book, entries: book.entries.toSpliced(at, 1) };
        for (const wrong of [grown, torn]) expect((await struck([wrong], [senderOf(book)])).balanced).toBe(false);
      }),
    ));

  it.each(['availableFen', 'reservedFen', 'committedFen'] as const)('names the first entry that states a wrong %s', async (pot) => {
    const at = 2;
    const entry = whole.entries[at]!;
    const { balanced, discrepancies } = await struck([changed(whole, at, { [pot]: entry[pot] + 1 })], [senderOf(whole)]);
    const account = pot.slice(0, -'Fen'.length);
    expect(balanced).toBe(false);
    expect(discrepancies).toEqual([
      { kind: 'entry', fundId: 'f1', revision: entry.revision, account, statedFen: entry[pot] + 1, addedFen: entry[pot] },
    ]);
  });

  it.each(['receivedFen', 'transferredInFen', 'transferredOutFen', 'availableFen', 'paidFen', 'recoveredFen', 'returnedFen'] as const)(
    'finds a board whose %s is not what the entries add up to',
    async (sum) => {
      const wrong = { ...whole, row: { ...whole.row, [sum]: whole.row[sum] + 1 } };
      const { balanced, discrepancies, total } = await struck([wrong], [senderOf(whole)]);
      expect([balanced, discrepancies.map(({ kind }) => kind), Math.abs(total.differenceFen)]).toEqual([false, ['board'], 1]);
    },
  );

  it('finds a pot that holds less than nothing', async () => {
    const [first, ...rest] = bookOf('f1', [...filled(), sent()]).entries;
    const { row } = bookOf('f1', [...filled(), sent()]);
    const { discrepancies } = await struck([{ row, entries: [...rest, first!] }]);
    expect(discrepancies.map(({ kind }) => kind)).toContain('negative');
  });

  it('has every account, by unit, source and year', async () => {
    const { rows } = await struck([whole, bookOf('f2', allocated)]);
    expect(rows.map(({ unitId, source, year, funds }) => [unitId, source, year, funds])).toEqual([
      ['C1', 'social_donation', 2022, 1],
      ['U1', 'union_funds', 2022, 1],
    ]);
    expect(rows[0]!.accounts.map(({ account }) => account)).toEqual([...fundAccounts]);
  });
});

describe('transfers in a trial balance', () => {
  const giver = bookOf('f1', [...filled(), sent()]);
  const taker = bookOf('f2', allocated);

  it('are on their way until the other fund has them', async () => {
    const { balanced, total, rows } = await struck([giver]);
    expect([balanced, total.onTheirWayFen, rows[0]!.onTheirWayFen]).toEqual([true, 40_000, 40_000]);
    const met = await struck([giver, taker]);
    expect([met.balanced, met.total.onTheirWayFen]).toEqual([true, 0]);
  });

  it('are not on their way where a fund outside has them', async () =>
    expect((await struck([giver], [taker])).total.onTheirWayFen).toBe(0));

  it('are found where the two ends tell different sums', async () => {
    const { discrepancies } = await struck([giver, { ...taker, entries: taker.entries.map((entry) => ({ ...entry, amountFen: 39_999 })) }]);
    expect(discrepancies).toContainEqual({
      ...{ kind: 'transfer', fundId: 'f2', revision: 1, account: 'transferred_in' },
      ...{ statedFen: 40_000, addedFen: 39_999 },
    });
  });

  it('are found where nobody sent what arrived', async () =>
    expect((await struck([taker])).discrepancies).toMatchObject([{ kind: 'transfer', statedFen: 0, addedFen: 40_000 }]));
});
