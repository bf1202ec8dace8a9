import fc from 'fast-check';
import type { AidItem } from '../aid/aid.terms.js';
import type { FundCommand, FundCommandData } from '../fund/fund.commands.js';
import type { FundEvent } from '../fund/fund.events.js';
import { fund } from '../fund/fund.js';
import type { Fund } from '../fund/fund.state.js';
import { Refusal } from '../kernel/refusal.js';
import { arrival, opening, sending, today } from './sample-fund.js';
import { testContext } from './scenario.js';

/** Few ids, amounts and days, so that random commands meet one another. */
export const amounts = fc.oneof(
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: 20_000 }),
  fc.constantFrom(0, 1, 40_000, 90_000),
);
export const ids = fc.nat({ max: 3 }).map(String);
export const days = fc.constantFrom('2021-12-31', '2022-01-01', '2022-02-28', today, today, today, today);

const of = <Type extends keyof FundCommandData>(
  type: Type,
  data: { [Key in keyof FundCommandData[Type]]: fc.Arbitrary<FundCommandData[Type][Key]> },
): fc.Arbitrary<FundCommand> => fc.record(data).map((values) => ({ type, data: values }) as unknown as FundCommand);

const text = fc.constantFrom('记-1', '记-2');
const useId = ids.map((id) => `aid-${id}`);
const reference = fc.constantFrom('batch-1', 'batch-2', 'batch-3');

export const reserving = fc
  .record({
    useKind: fc.constant('aid' as const),
    useId,
    item: fc.constantFrom<AidItem>('living_aid', 'medical_aid', 'warmth'),
    householdId: fc.constantFrom('h1', 'h2', 'h3'),
    amountFen: amounts,
    reservedOn: days,
    archiveLevel: fc.constantFrom('national' as const, 'national' as const, 'city' as const),
  })
  .map((data) => ({ type: 'ReserveAmount', data }) as const);

export const moneyCommands: fc.Arbitrary<FundCommand> = fc.oneof(
  of('ReceiveAmount', {
    receiptId: ids,
    fundType: fc.constantFrom('own_union_budget', 'upper_union_grant', 'fiscal'),
    amountFen: amounts,
    voucher: text,
    receivedOn: days,
  }),
  of('ReturnAmount', { returnId: ids, amountFen: amounts, returnedOn: days, voucher: text, payee: text }),
);

export const spendingCommands: fc.Arbitrary<FundCommand> = fc.oneof(
  reserving,
  reserving,
  of('ReleaseReservation', { useId, cause: text, keepFen: fc.constantFrom(0, 0, 10_000) }),
  of('CommitAmount', { useId, committedOn: days, reference }),
  of('CommitAmount', { useId, committedOn: days, reference }),
  of('WithdrawCommitment', { useId, cause: text }),
  of('PayAmount', { useId, paidOn: days, voucher: text }),
  of('RecoverPayment', { useId, recoveryId: ids, amountFen: amounts, recoveredOn: days, voucher: text }),
);

/** One aid a good part of its way, from being set aside to being recovered. */
export const courses: fc.Arbitrary<readonly FundCommand[]> = fc
  .tuple(reserving, ids, fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 4 }))
  .map(([use, recoveryId, amountFen, stages]) => {
    const { useId: id } = use.data;
    const whole: readonly FundCommand[] = [
      use,
      { type: 'CommitAmount', data: { useId: id, committedOn: today, reference: 'batch-1' } },
      { type: 'PayAmount', data: { useId: id, paidOn: today, voucher: '记-1' } },
      { type: 'RecoverPayment', data: { useId: id, recoveryId, amountFen, recoveredOn: today, voucher: '记-1' } },
    ];
    return whole.slice(0, stages);
  });

const transferCommands: fc.Arbitrary<FundCommand> = fc.tuple(ids, amounts, days, fc.nat({ max: 3 })).map(([id, amountFen, on, which]) => {
  const transferId = `t-${id}`;
  const wishes: readonly FundCommand[] = [
    { type: 'SendTransfer', data: sending({ transferId, amountFen, sentOn: on }) },
    {
      type: 'ReceiveTransfer',
      data: arrival({ transferId, kind: 'take_back', opening: opening(), fromFundId: 'f2', amountFen, receivedOn: on }),
    },
    { type: 'SettleTransfer', data: { transferId } },
    { type: 'ReverseTransfer', data: { transferId, cause: 'fund-closed' } },
  ];
  return wishes[which]!;
});

/** What a decider says, an empty list where it refuses. */
const allowed = (state: Fund, command: FundCommand): readonly FundEvent[] => {
  try {
    return fund.decide(command, state, testContext);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const historyOf = (commands: readonly FundCommand[]): readonly FundEvent[] => {
  const history: FundEvent[] = [];
  let state = fund.initial;
  for (const command of commands)
    for (const event of allowed(state, command)) {
      history.push(event);
      state = fund.evolve(state, event, testContext);
    }
  return history;
};

const one = (commands: fc.Arbitrary<FundCommand>): fc.Arbitrary<readonly FundCommand[]> => commands.map((command) => [command]);

/** All that may have happened to county union C1's fund `f1`: its opening, 200,000 fen, and random commands as far as they were allowed. */
export const fundHistories: fc.Arbitrary<readonly FundEvent[]> = fc
  .array(fc.oneof(one(moneyCommands), one(spendingCommands), courses, one(transferCommands)), { maxLength: 60, size: 'max' })
  .map((wishes) =>
    historyOf([
      { type: 'OpenFund', data: opening() },
      {
        type: 'ReceiveAmount',
        data: { receiptId: 'first', fundType: 'own_union_budget', amountFen: 200_000, voucher: '记-0', receivedOn: today },
      },
      ...wishes.flat(),
      { type: 'CloseFund', data: { closedOn: today } },
    ]),
  );
