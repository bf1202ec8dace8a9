import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.js';
import { scenario, testContext } from '../testing/scenario.js';
import { paymentBatch } from './payment-batch.js';
import type { PaymentBatchCommand } from './payment-batch.commands.js';
import type { BatchLine, LineOutcome, PaymentBatchEvent } from './payment-batch.events.js';
import type { KnownBatch } from './payment-batch.state.js';
import {
  bouncedLine,
  cancel,
  command,
  drafted,
  drop,
  exportFile,
  freeze,
  importResult,
  paidLine,
  reconcile,
  resolve,
  sent,
  signOff,
  waiting,
} from '../testing/sample-batch.js';

const given = scenario(paymentBatch, { by: 'drafter' });

const accepted = (wish: PaymentBatchCommand, history: readonly PaymentBatchEvent[], by: string): readonly PaymentBatchEvent[] => {
  try {
    return paymentBatch.decide(wish, given(...history).state(), { ...testContext, by });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const lineNumbers = fc.constantFrom(1, 2);
const outcomes = fc.array(fc.tuple(lineNumbers, fc.boolean()), { maxLength: 2 });
const wishes = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<PaymentBatchCommand>(freeze, signOff, exportFile) },
  lineNumbers.map((number) => drop(`A${number}`)),
  fc.tuple(outcomes, fc.nat(5), fc.boolean()).map(([answers, id, waits]) =>
    importResult(
      answers.map(([number, isPaid]) => (isPaid ? paidLine(number) : bouncedLine(number))),
      waits ? [{ ...waiting, unmatchedId: `M${id}` }] : [],
      `R${id}`,
    ),
  ),
  fc.tuple(fc.nat(5), fc.option(lineNumbers)).map(([id, number]) => {
    const { outcome: _, ...rest } = resolve({ unmatchedId: `M${id}` }).data;
    return command('ResolveUnmatchedRow', { ...rest, ...(number !== null && { outcome: paidLine(number) }) });
  }),
  fc.constantFrom(0, 100_000, 200_000, 300_000).map((statementFen) => command('ReconcileBatch', { ...reconcile.data, statementFen })),
  { weight: 1, arbitrary: fc.constant(cancel) },
);

const beginnings = fc.constantFrom<readonly PaymentBatchEvent[]>([drafted], sent);

const fenOf = (events: readonly PaymentBatchEvent[], word: LineOutcome['outcome']): number => {
  const words = events.flatMap((event) => {
    if (event.type === 'BankResultImported') return event.data.outcomes;
    return event.type === 'UnmatchedRowResolved' && event.data.outcome ? [event.data.outcome] : [];
  });
  return words.filter(({ outcome }) => outcome === word).reduce((sum, { lineNumber }) => sum + lineNumber * 100_000, 0);
};

it('keeps every fen of a list paid, bounced, unanswered or dropped, whatever is asked', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(beginnings, fc.array(fc.tuple(wishes, fc.constantFrom('drafter', 'payer')), { maxLength: 25 }), (begun, asked) => {
      const history = [...begun];
      for (const [wish, by] of asked) history.push(...accepted(wish, history, by));
      const state = given(...history).state() as KnownBatch;
      const lines = [...state.lines.values()];
      const open = lines.filter((each) => !each.dropped && !each.outcome);
      const sum = (some: readonly BatchLine[]) => some.reduce((fen, { amountFen }) => fen + amountFen, 0);
      expect([state.paidFen, state.bouncedFen]).toEqual([fenOf(history, 'paid'), fenOf(history, 'bounced')]);
      expect(state.paidFen + state.bouncedFen + sum(open)).toBe(state.totalFen);
      expect(state.totalFen + sum(lines.filter((each) => each.dropped))).toBe(300_000);
      expect(state.unanswered).toBe(open.length);
      expect(state.waiting).toBe(state.unmatched.size - state.resolved.size);
      expect(state.revision).toBe(history.length - 1);
      if (state.status === 'reconciled') expect([state.unanswered, state.waiting]).toEqual([0, 0]);
      reached.add(state.status);
    }),
    { numRuns: 1500, seed: 20220301 },
  );
  expect([...reached].sort()).toEqual(['cancelled', 'drafted', 'exported', 'frozen', 'reconciled', 'signed_off']);
});
