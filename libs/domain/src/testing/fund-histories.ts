import fc from 'fast-check';
import type { FundCommand } from '../fund/fund.commands.js';
import type { FundEvent } from '../fund/fund.events.js';
import { fund } from '../fund/fund.js';
import type { Fund } from '../fund/fund.state.js';
import { Refusal } from '../kernel/refusal.js';
import { amounts, courses, days, ids, moneyCommands, spendingCommands } from './fund-arbitraries.js';
import { arrival, goodsUse, opening, reservation, sending, today } from './sample-fund.js';
import { testContext } from './scenario.js';

/** What a decider says, an empty list where it refuses. */
const allowed = (state: Fund, command: FundCommand): readonly FundEvent[] => {
  try {
    return fund.decide(command, state, testContext);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** What happens to a fund by these commands, those that are refused passed over. */
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

const given = (amountFen: number): FundCommand => ({
  type: 'ReceiveAmount',
  data: {
    receiptId: 'first',
    fundType: 'donation',
    amountFen,
    voucher: '记-0',
    receivedOn: today,
    donor: { donorId: 'd1', kind: 'organisation', name: '演示慈善会' },
  },
});

const back = arrival({
  transferId: 't3',
  kind: 'take_back',
  opening: opening({ source: 'social_donation' }),
  fromFundId: 'f2',
  amountFen: 1000,
});

/** One fund's life in which every event stands at least once, down to the last fen. */
export const everyFundEvent: readonly FundEvent[] = historyOf([
  { type: 'OpenFund', data: opening({ source: 'social_donation' }) },
  given(100_000),
  { type: 'SendTransfer', data: sending({ to: opening({ source: 'social_donation', fundId: 'f2', unitId: 'U1' }) }) },
  { type: 'ReverseTransfer', data: { transferId: 't1', cause: 'fund-closed' } },
  {
    type: 'SendTransfer',
    data: sending({ transferId: 't2', to: opening({ source: 'social_donation', fundId: 'f3', unitId: 'U2' }) }),
  },
  { type: 'SettleTransfer', data: { transferId: 't2' } },
  { type: 'ReceiveTransfer', data: back },
  { type: 'ReserveAmount', data: reservation() },
  { type: 'CommitAmount', data: { useId: 'aid-1', committedOn: today, reference: 'batch-1' } },
  { type: 'WithdrawCommitment', data: { useId: 'aid-1', cause: 'AidBounced' } },
  { type: 'CommitAmount', data: { useId: 'aid-1', committedOn: today, reference: 'batch-2' } },
  { type: 'PayAmount', data: { useId: 'aid-1', paidOn: today, voucher: '记-1' } },
  { type: 'RecoverPayment', data: { useId: 'aid-1', recoveryId: 'rec-1', amountFen: 500, recoveredOn: today, voucher: '记-2' } },
  { type: 'ReserveAmount', data: { ...goodsUse, amountFen: 20_000, reservedOn: today } },
  { type: 'ReleaseReservation', data: { useId: 'lot-1', cause: 'ProcurementCancelled' } },
  {
    type: 'ReturnAmount',
    data: { returnId: 'ret-1', amountFen: 31_500, returnedOn: today, voucher: '记-3', payee: '演示慈善会', donorId: 'd1' },
  },
  { type: 'CloseFund', data: { closedOn: today } },
]);

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
