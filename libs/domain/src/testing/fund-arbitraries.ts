import fc from 'fast-check';
import type { AidItem } from '../aid/aid.terms.js';
import type { FundCommand, FundCommandData } from '../fund/fund.commands.js';
import { today } from './sample-fund.js';

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
