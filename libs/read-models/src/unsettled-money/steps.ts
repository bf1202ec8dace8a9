import type { AidEventData } from '#domain/aid/aid.events';
import type { EntitlementEventData } from '#domain/entitlement/entitlement.events';
import type { FundEventData } from '#domain/fund/fund.events';
import type { GoodsLotEventData } from '#domain/goods-lot/goods-lot.events';
import type { PaymentBatchEventData } from '#domain/payment-batch/payment-batch.events';
import { cancelled, drafted, draftedCounts, onList, type ListChange } from './list.js';
import { awaits, ends, opens, settles, type Step, type UnsettledRow } from './row.js';

/** Rows that the events of each category touch; `id` is that of the stream. */
type Steps<Data> = { readonly [Type in keyof Data]: (data: Data[Type], id: string) => readonly Step[] };

const none = (): readonly Step[] => [];

const claim = (aidId: string): string => `claim:${aidId}`;
const money = (useId: string): string => `money:${useId}`;
const stock = (aidId: string): string => `stock:${aidId}`;
const handOver = (aidId: string): string => `hand-over:${aidId}`;
const transfer = (transferId: string): string => `transfer:${transferId}`;
const recovery = (recoveryId: string): string => `recovery:${recoveryId}`;

const isReserved = ({ pot }: UnsettledRow): boolean => pot === 'reserved';
const isCommitted = ({ pot }: UnsettledRow): boolean => pot === 'committed';

/** A part may be released and the rest stay. */
const releases = (useId: string, releasedFen: number): Step => ({
  key: money(useId),
  turn: (row) => {
    const amountFen = (row?.amountFen ?? 0) - releasedFen;
    return row && amountFen > 0 ? { ...row, amountFen } : null;
  },
});

/** Money that came back is told to the aid and to the fund; whichever hears first waits for the other. */
const recovers = (recoveryId: string, other: 'PaymentRecovered' | 'ClawBackReceived'): Step => ({
  key: recovery(recoveryId),
  turn: (row, event) => (row ? null : opens(recovery(recoveryId), other).turn(null, event)),
});

export const fundSteps: Steps<FundEventData> = {
  FundOpened: none,
  AmountReceived: none,
  TransferSent: ({ transferId }) => [opens(transfer(transferId), 'TransferSettled')],
  TransferSettled: ({ transferId }) => [ends(transfer(transferId))],
  TransferReversed: ({ transferId }) => [ends(transfer(transferId))],
  TransferReceived: none,
  AmountReserved: ({ useKind, useId, amountFen }) => [
    opens(money(useId), useKind === 'aid' ? 'AidGranted' : 'GoodsProcured', { pot: 'reserved', amountFen }),
  ],
  ReservationReleased: ({ useId, amountFen }) => [releases(useId, amountFen)],
  AmountCommitted: ({ useId, useKind, reference }) => [
    settles(money(useId), { pot: 'committed' }),
    ...(useKind === 'aid' ? [onList(reference, { committed: 1 })] : []),
  ],
  CommitmentWithdrawn: ({ useId }) => [settles(money(useId), { pot: 'reserved' })],
  AmountPaid: ({ useId }) => [ends(money(useId))],
  PaymentRecovered: ({ useKind, recoveryId }) => (useKind === 'aid' ? [recovers(recoveryId, 'ClawBackReceived')] : []),
  AmountReturned: none,
  FundClosed: none,
};

export const entitlementSteps: Steps<EntitlementEventData> = {
  EntitlementClaimed: ({ aidId }) => [opens(claim(aidId), 'AidProposed')],
  ClaimRevised: ({ aidId }) => [opens(claim(aidId), 'AidRevised')],
  // After a payment only a claw back releases, and nothing waits for that.
  ClaimReleased: ({ aidId }) => [ends(claim(aidId))],
  ClaimPaid: ({ aidId }) => [ends(claim(aidId))],
};

const givesBack = (aidId: string): readonly Step[] => [
  awaits(claim(aidId), 'ClaimReleased'),
  awaits(money(aidId), 'ReservationReleased'),
  awaits(stock(aidId), 'StockReleased'),
];

/** The bank answered for a line, and the aid knows. */
const answered: ListChange = { lines: -1, held: -1, committed: -1, answered: -1 };

export const aidSteps: Steps<AidEventData> = {
  AidProposed: ({ aidId }) => [settles(claim(aidId))],
  AidRevised: ({ aidId }) => [settles(claim(aidId))],
  AidReviewed: none,
  AidReturned: none,
  AidApproved: none,
  AidGranted: (_, aidId) => [settles(money(aidId)), settles(stock(aidId))],
  AidRejected: (_, aidId) => givesBack(aidId),
  AidCancelled: (_, aidId) => givesBack(aidId),
  AidPutInBatch: ({ batchId }) => [onList(batchId, { held: 1 })],
  AidTakenFromBatch: ({ batchId }, aidId) => [onList(batchId, { held: -1 }), awaits(money(aidId), 'CommitmentWithdrawn', isCommitted)],
  AidPaid: ({ batchId }, aidId) => [onList(batchId, answered), awaits(money(aidId), 'AmountPaid'), awaits(claim(aidId), 'ClaimPaid')],
  AidBounced: ({ batchId }, aidId) => [onList(batchId, answered), awaits(money(aidId), 'CommitmentWithdrawn', isCommitted)],
  AidHandedOver: (_, aidId) => [ends(handOver(aidId)), awaits(claim(aidId), 'ClaimPaid')],
  AidReceiptSigned: none,
  ClawBackOrdered: none,
  ClawBackReceived: ({ recoveryId }) => [recovers(recoveryId, 'PaymentRecovered')],
  AidPapersCompleted: none,
};

export const batchSteps: Steps<PaymentBatchEventData> = {
  BatchDrafted: ({ batchId, lines }) => [drafted(batchId, draftedCounts(lines.length))],
  BatchLineDropped: (_, batchId) => [onList(batchId, { lines: -1 })],
  BatchFrozen: none,
  BatchSignedOff: (_, batchId) => [onList(batchId, {}, 'signed_off')],
  BankFileExported: none,
  BankResultImported: ({ outcomes }, batchId) => [onList(batchId, { answered: outcomes.length })],
  UnmatchedRowResolved: ({ outcome }, batchId) => (outcome ? [onList(batchId, { answered: 1 })] : []),
  BatchReconciled: none,
  BatchCancelled: (_, batchId) => [cancelled(batchId)],
};

export const goodsSteps: Steps<GoodsLotEventData> = {
  GoodsProcured: ({ lotId }) => [settles(money(lotId))],
  GoodsDelivered: (_, lotId) => [awaits(money(lotId), 'AmountCommitted', isReserved)],
  SupplierPaid: (_, lotId) => [awaits(money(lotId), 'AmountPaid')],
  StockReserved: ({ aidId }) => [opens(stock(aidId), 'AidGranted')],
  StockReleased: ({ aidId }) => [ends(stock(aidId))],
  GoodsIssued: ({ aidId }) => [ends(stock(aidId)), opens(handOver(aidId), 'AidHandedOver')],
  StockWrittenOff: none,
  ProcurementCancelled: (_, lotId) => [awaits(money(lotId), 'ReservationReleased')],
};
