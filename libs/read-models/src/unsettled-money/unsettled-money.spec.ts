import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { MoneyEvent, MoneySeen } from './row.js';
import { unsettledMoney } from './unsettled-money.js';

/** What the fold looks at; the rest of an event is of no account to it. */
type Told = Readonly<{ on: string; type: MoneyEvent['type']; data?: Readonly<Record<string, unknown>> }>;

const told = (on: string, type: MoneyEvent['type'], data: Readonly<Record<string, unknown>> = {}): Told => ({ on, type, data });

const eventsOf = (...all: readonly Told[]): readonly MoneySeen[] =>
  all.map(({ on, type, data = {} }, place) => {
    const at = `2026-03-01T08:00:${String(place).padStart(2, '0')}.000Z`;
    const [event] = seenIn<MoneySeen>(on, [{ type, data, meta: { at } }]);
    return { ...event!, position: String(place) };
  });

/** What is waited for after the events, and since which of them. */
const openAfter = (...all: readonly Told[]): readonly (readonly [string, string, number])[] =>
  [...foldView(unsettledMoney, eventsOf(...all)).values()]
    .filter(({ openedAt }) => openedAt !== null)
    .map(({ key, waitsFor, openedAt }) => [key, waitsFor!, Number(openedAt!.slice(17, 19))]);

const use = { useKind: 'aid', useId: 'a1', amountFen: 500 };
const claimed = told('entitlement-h1', 'EntitlementClaimed', { aidId: 'a1' });
const proposed = told('aid-a1', 'AidProposed', { aidId: 'a1' });
const reserved = told('fund-f1', 'AmountReserved', use);
const granted = told('aid-a1', 'AidGranted');
const released = told('fund-f1', 'ReservationReleased', use);
const claimReleased = told('entitlement-h1', 'ClaimReleased', { aidId: 'a1', cause: 'cancelled' });
const committed = told('fund-f1', 'AmountCommitted', { ...use, reference: 'b1' });
const withdrawn = told('fund-f1', 'CommitmentWithdrawn', use);
const drafted = told('paymentBatch-b1', 'BatchDrafted', { batchId: 'b1', lines: [{ aidId: 'a1' }] });
const held = told('aid-a1', 'AidPutInBatch', { batchId: 'b1' });
const dropped = told('paymentBatch-b1', 'BatchLineDropped', { aidId: 'a1' });
const taken = told('aid-a1', 'AidTakenFromBatch', { batchId: 'b1' });
const signedOff = told('paymentBatch-b1', 'BatchSignedOff');
const answered = told('paymentBatch-b1', 'BankResultImported', { outcomes: [{ aidId: 'a1' }] });
const paid = told('aid-a1', 'AidPaid', { batchId: 'b1' });
const bounced = told('aid-a1', 'AidBounced', { batchId: 'b1' });
const amountPaid = told('fund-f1', 'AmountPaid', use);
const claimPaid = told('entitlement-h1', 'ClaimPaid', { aidId: 'a1' });
const cancelled = told('aid-a1', 'AidCancelled');

const untilGranted = [claimed, proposed, reserved, granted];
const untilSignedOff = [...untilGranted, drafted, held, signedOff];
const sent = told('fund-f1', 'TransferSent', { transferId: 't1' });
const purchase = { useKind: 'goods', useId: 'l1', amountFen: 900 };
const bought = [told('fund-f1', 'AmountReserved', purchase), told('goodsLot-l1', 'GoodsProcured', { lotId: 'l1' })];
const stocked = told('goodsLot-l1', 'StockReserved', { aidId: 'a1' });

describe('money that one stream has promised and another has not kept', () => {
  it.each<readonly [string, readonly Told[], string, string, readonly Told[]]>([
    ['a claim without its aid', [claimed], 'claim:a1', 'AidProposed', [proposed]],
    [
      'a revised claim',
      [claimed, proposed, told('entitlement-h1', 'ClaimRevised', { aidId: 'a1' })],
      'claim:a1',
      'AidRevised',
      [told('aid-a1', 'AidRevised', { aidId: 'a1' })],
    ],
    ['a claim of a proposal that was refused', [claimed], 'claim:a1', 'AidProposed', [claimReleased]],
    ['money set aside for no granted aid', [claimed, proposed, reserved], 'money:a1', 'AidGranted', [granted]],
    ['money set aside for an aid refused meanwhile', [reserved], 'money:a1', 'AidGranted', [released]],
    ['a transfer on its way', [sent], 'transfer:t1', 'TransferSettled', [told('fund-f1', 'TransferSettled', { transferId: 't1' })]],
    ['a transfer that came back', [sent], 'transfer:t1', 'TransferSettled', [told('fund-f1', 'TransferReversed', { transferId: 't1' })]],
    ['the claim of a rejected aid', [claimed, proposed, told('aid-a1', 'AidRejected')], 'claim:a1', 'ClaimReleased', [claimReleased]],
    ['the money of a cancelled aid', [...untilGranted, claimReleased, cancelled], 'money:a1', 'ReservationReleased', [released]],
    ['a drafted line that its aid does not know', [...untilGranted, drafted], 'list:b1', 'AidPutInBatch', [held]],
    ['a drafted line that was dropped', [...untilGranted, drafted], 'list:b1', 'AidPutInBatch', [dropped]],
    ['a dropped line that its aid does not know', [...untilGranted, drafted, held, dropped], 'list:b1', 'AidTakenFromBatch', [taken]],
    ['a signed-off line that is not committed', untilSignedOff, 'list:b1', 'AmountCommitted', [committed]],
    ['a signed-off line that was refused', untilSignedOff, 'list:b1', 'AmountCommitted', [dropped, taken]],
    [
      'an answer of the bank that is not booked',
      [...untilSignedOff, committed, answered],
      'list:b1',
      'AidPaid',
      [paid, amountPaid, claimPaid],
    ],
    [
      'a bounce that the fund does not know',
      [...untilSignedOff, committed, answered, bounced],
      'money:a1',
      'CommitmentWithdrawn',
      [withdrawn],
    ],
    [
      'a payment that the fund does not know',
      [...untilSignedOff, committed, answered, claimPaid, paid],
      'money:a1',
      'AmountPaid',
      [amountPaid],
    ],
    [
      'a payment that the caps do not know',
      [...untilSignedOff, committed, answered, amountPaid, paid],
      'claim:a1',
      'ClaimPaid',
      [claimPaid],
    ],
    [
      'a cancelled list whose aids do not know',
      [...untilGranted, drafted, held, told('paymentBatch-b1', 'BatchCancelled')],
      'list:b1',
      'AidTakenFromBatch',
      [taken],
    ],
    [
      'a commitment of a list that was cancelled',
      [...untilSignedOff, committed, told('paymentBatch-b1', 'BatchCancelled'), taken],
      'money:a1',
      'CommitmentWithdrawn',
      [withdrawn],
    ],
    ['a purchase without its lot', [bought[0]!], 'money:l1', 'GoodsProcured', [bought[1]!]],
    [
      'a delivery that is not committed',
      [...bought, told('goodsLot-l1', 'GoodsDelivered')],
      'money:l1',
      'AmountCommitted',
      [told('fund-f1', 'AmountCommitted', { ...purchase, reference: 'd1' })],
    ],
    [
      'a cancelled purchase',
      [...bought, told('goodsLot-l1', 'ProcurementCancelled')],
      'money:l1',
      'ReservationReleased',
      [told('fund-f1', 'ReservationReleased', purchase)],
    ],
    [
      'a supplier whose payment the fund does not know',
      [...bought, told('goodsLot-l1', 'SupplierPaid')],
      'money:l1',
      'AmountPaid',
      [told('fund-f1', 'AmountPaid', purchase)],
    ],
    ['pieces set aside for no granted aid', [stocked], 'stock:a1', 'AidGranted', [granted]],
    [
      'pieces of a cancelled aid',
      [stocked, granted, cancelled],
      'stock:a1',
      'StockReleased',
      [told('goodsLot-l1', 'StockReleased', { aidId: 'a1' })],
    ],
    [
      'pieces issued that the aid does not know',
      [stocked, granted, told('goodsLot-l1', 'GoodsIssued', { aidId: 'a1' })],
      'hand-over:a1',
      'AidHandedOver',
      [told('aid-a1', 'AidHandedOver')],
    ],
    [
      'money that came back and the fund does not know',
      [told('aid-a1', 'ClawBackReceived', { recoveryId: 'r1' })],
      'recovery:r1',
      'PaymentRecovered',
      [told('fund-f1', 'PaymentRecovered', { ...use, recoveryId: 'r1' })],
    ],
  ])('shows %s since its last word, until it is kept', (_name, before, key, waitsFor, kept) => {
    expect(openAfter(...before)).toContainEqual([key, waitsFor, before.length - 1]);
    expect(openAfter(...before, ...kept)).toStrictEqual([]);
  });

  it('counts a list by its lines', () => {
    const lines = ['a1', 'a2', 'a3'].map((aidId) => ({ aidId }));
    const list = [
      told('paymentBatch-b1', 'BatchDrafted', { batchId: 'b1', lines }),
      ...['a1', 'a2'].map((aidId) => told(`aid-${aidId}`, 'AidPutInBatch', { batchId: 'b1' })),
    ];
    expect(openAfter(...list)).toStrictEqual([['list:b1', 'AidPutInBatch', 0]]);
    expect(openAfter(...list, dropped)).toStrictEqual([]);
    expect(openAfter(...list, dropped, signedOff, committed)).toStrictEqual([['list:b1', 'AmountCommitted', 4]]);
  });

  it('keeps the rest of a reservation of which a part was released', () => {
    const partly = told('fund-f1', 'ReservationReleased', { ...purchase, amountFen: 400 });
    const rows = foldView(unsettledMoney, eventsOf(...bought, partly));
    expect([...rows.values()]).toMatchObject([{ key: 'money:l1', pot: 'reserved', amountFen: 500, openedAt: null }]);
  });

  it('forgets what is paid', () => {
    const rows = foldView(unsettledMoney, eventsOf(...untilSignedOff, committed, answered, amountPaid, paid, claimPaid));
    expect([...rows.keys()]).toStrictEqual([]);
  });
});
