import fc from 'fast-check';
import { matchBankResult, type BankAnswer, type BankRow, type ExpectedLine } from './bank-result.js';
import { unmatchedCauses } from './payment-batch.events.js';

const matching = { unmatchedIdOf: (row: number) => `u-${row}`, today: '2022-03-01' };
const CARD = '9999999236834510221';
const paid: BankAnswer = { outcome: 'paid', on: '2022-02-28' };
const bounced: BankAnswer = { outcome: 'bounced', on: '2022-03-01', reason: 'name_differs' };

const line: ExpectedLine = { lineNumber: 1, aidId: 'A1', amountFen: 300_000, cardNumber: CARD, answered: false };
const row: BankRow & { row: number } = { row: 2, lineNumber: 1, amountFen: 300_000, cardNumber: CARD, answer: paid };
const match = (rows: readonly BankRow[], lines: readonly ExpectedLine[] = [line]) => matchBankResult(rows, lines, matching);

describe('a row of the bank’s file', () => {
  it('answers the line whose number, sum and card it names', () => {
    expect(match([row])).toStrictEqual({
      outcomes: [{ lineNumber: 1, aidId: 'A1', outcome: 'paid', paidOn: '2022-02-28' }],
      unmatched: [],
    });
    expect(match([{ ...row, answer: bounced }]).outcomes).toStrictEqual([
      { lineNumber: 1, aidId: 'A1', outcome: 'bounced', bouncedOn: '2022-03-01', reason: 'name_differs' },
    ]);
  });

  it.each(['9999 9992 3683 4510 221', '9999********0221', '0221', '９９９９９９９２３６８３４５１０２２１'])(
    'may show the card as %p',
    (cardNumber) => expect(match([{ ...row, cardNumber }]).outcomes).toHaveLength(1),
  );

  it.each(['9999********0222', '221', '****221', '99999992368345102210', '999999923683451022', '', '****'])(
    'is of another card, or of none that can be told, with %p',
    (cardNumber) => expect(match([{ ...row, cardNumber }]).unmatched).toMatchObject([{ cause: 'card_differs' }]),
  );

  it.each<[string, Partial<BankRow>, Record<string, unknown>]>([
    ['no line of the list', { lineNumber: 2 }, { cause: 'line_unknown', lineNumber: 2, amountFen: 300_000 }],
    ['another sum', { amountFen: 299_999 }, { cause: 'amount_differs', lineNumber: 1, amountFen: 299_999 }],
    ['another sum and another card', { amountFen: 1, cardNumber: '0000' }, { cause: 'amount_differs', lineNumber: 1, amountFen: 1 }],
    ['a day that has not come', { answer: { ...paid, on: '2022-03-02' } }, { cause: 'row_unreadable', lineNumber: 1, amountFen: 300_000 }],
  ])('that names %s waits for a person', (_, change, expected) =>
    expect(match([{ ...row, ...change }])).toStrictEqual({ outcomes: [], unmatched: [{ unmatchedId: 'u-2', row: 2, ...expected }] }),
  );

  it('of which little could be read waits with what could', () => {
    expect(match([{ row: 7 }]).unmatched).toStrictEqual([{ unmatchedId: 'u-7', row: 7, cause: 'row_unreadable' }]);
    expect(match([{ row: 7, lineNumber: 1 }]).unmatched).toStrictEqual([
      { unmatchedId: 'u-7', row: 7, cause: 'row_unreadable', lineNumber: 1 },
    ]);
  });

  it('waits where an earlier file spoke about its line', () =>
    expect(match([row], [{ ...line, answered: true }]).unmatched).toMatchObject([{ cause: 'answered_before' }]));
});

describe('two rows about one line', () => {
  it('that say the same count once', () => {
    const { outcomes, unmatched } = match([row, { ...row, row: 3 }]);
    expect(outcomes).toHaveLength(1);
    expect(unmatched).toMatchObject([{ row: 3, cause: 'answered_before' }]);
  });

  it('that contradict each other both wait', () => {
    const { outcomes, unmatched } = match([row, { ...row, row: 3, answer: bounced }]);
    expect(outcomes).toEqual([]);
    expect(unmatched.map(({ row: number }) => number)).toEqual([2, 3]);
  });
});

const cards = fc.constantFrom(CARD, '999999000000000018', '0221', '****0018', 'x');
const amounts = fc.constantFrom(100, 200, 300_000);
const answers = fc.constantFrom<BankAnswer>(paid, bounced, { ...paid, on: '2022-03-02' });
const lists = fc
  .array(fc.record({ amountFen: amounts, cardNumber: cards, answered: fc.boolean() }), { maxLength: 8 })
  .map((lines) => lines.map((each, place) => ({ lineNumber: place + 1, aidId: `A${place + 1}`, ...each })));
const files = fc
  .array(fc.record({ lineNumber: fc.nat(9), amountFen: amounts, cardNumber: cards, answer: answers }, { requiredKeys: [] }), {
    maxLength: 16,
  })
  .map((rows) => rows.map((each, place) => ({ row: place + 2, ...each })));

const sum = (lines: readonly ExpectedLine[]): number => lines.reduce((fen, { amountFen }) => fen + amountFen, 0);

describe('any file against any list', () => {
  it('leaves every row either answering one line or waiting, and names each cause', () => {
    fc.assert(
      fc.property(files, lists, (rows, lines) => {
        const { outcomes, unmatched } = match(rows, lines);
        expect(outcomes.length + unmatched.length).toBe(rows.length);
        expect(new Set(unmatched.map(({ row: number }) => number)).size).toBe(unmatched.length);
        expect(new Set(outcomes.map(({ lineNumber }) => lineNumber)).size).toBe(outcomes.length);
        for (const { cause } of unmatched) expect(unmatchedCauses).toContain(cause);
      }),
    );
  });

  it('parts the list into paid, bounced, answered before and unanswered, to the fen', () => {
    fc.assert(
      fc.property(files, lists, (rows, lines) => {
        const { outcomes } = match(rows, lines);
        const linesWith = (wanted: string) =>
          lines.filter(({ aidId }) => outcomes.some((each) => each.aidId === aidId && each.outcome === wanted));
        const [paidLines, bouncedLines] = [linesWith('paid'), linesWith('bounced')];
        const answered = lines.filter((each) => each.answered);
        const rest = lines.filter((each) => !each.answered && !paidLines.includes(each) && !bouncedLines.includes(each));
        expect(paidLines.length + bouncedLines.length).toBe(outcomes.length);
        expect([...paidLines, ...bouncedLines].some((each) => each.answered)).toBe(false);
        expect(sum(paidLines) + sum(bouncedLines) + sum(answered) + sum(rest)).toBe(sum(lines));
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(files, lists, (rows, lines) => {
        const answeredBy = (some: readonly BankRow[]) => match(some, lines).outcomes.toSorted((a, b) => a.lineNumber - b.lineNumber);
        expect(answeredBy([...rows].reverse())).toEqual(answeredBy(rows));
      }),
    );
  });
});
