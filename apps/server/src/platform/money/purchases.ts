import { aid } from '#domain/aid/aid';
import { entitlement } from '#domain/entitlement/entitlement';
import { fund } from '#domain/fund/fund';
import type { FundCommand } from '#domain/fund/fund.commands';
import type { Fund, FundUseRecord } from '#domain/fund/fund.state';
import { goodsLot, payableFen } from '#domain/goods-lot/goods-lot';
import type { GoodsLotCommandData } from '#domain/goods-lot/goods-lot.commands';
import type { KnownLot } from '#domain/goods-lot/goods-lot.state';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import type { Streams } from '#event-store/streams';
import { followUp, type Cause, type Now } from './follow-up.js';

/** What a purchase does to its fund, or goods to an aid, because of an event. */
export type Following = Readonly<{ streams: Streams; cause: Cause; now: Now }>;

/** The lot as it stands. @throws {Refusal} `lot-absent` */
const lotNow = async (streams: Streams, lotId: string): Promise<KnownLot> => {
  const { state } = await streams.load(goodsLot, lotId);
  if (state.status === 'absent') throw new Refusal('lot-absent', { lotId });
  return state;
};

/** What a fund has set aside, committed or paid for a lot. */
export const useForLot = (state: Fund, lotId: string): FundUseRecord | undefined =>
  state.status === 'absent' ? undefined : state.uses.get(lotId);

const tellFund = ({ streams, cause, now }: Following, fundId: string, command: FundCommand): Promise<Receipt> =>
  streams.handle(fund, fundId, command, followUp(command.type, cause, now));

/** Orders what the money is set aside for; money for goods that nobody will order goes back. */
const order = async (following: Following, fundId: string, use: FundUseRecord): Promise<Receipt> => {
  const { streams, cause, now } = following;
  const { useId, reservedRevision } = use;
  const data = use.grant as GoodsLotCommandData['ProcureGoods'];
  try {
    return await streams.handle(goodsLot, useId, { type: 'ProcureGoods', data }, followUp('procure', cause, now));
  } catch (error) {
    if (error instanceof Refusal)
      await tellFund(following, fundId, { type: 'ReleaseReservation', data: { useId, cause: error.code, reservedRevision } });
    throw error;
  }
};

/**
 * After `AmountReserved` for goods: they are ordered, in the name of whoever asked for them; by the request itself, and by whoever
 * finds the reservation after a crash.
 * @throws {Refusal} of the lot, the money is then released; `lot-absent` where it was released before.
 */
export const completePurchase = async (following: Following, fundId: string, lotId: string): Promise<Receipt> => {
  const { streams } = following;
  const use = useForLot((await streams.load(fund, fundId)).state, lotId);
  if (use?.stage === 'reserved' && use.grant) return order(following, fundId, use);
  await lotNow(streams, lotId);
  return (await streams.load(goodsLot, lotId)).receipt;
};

/** What is committed once goods are in. */
const commitmentOf = (lotId: string, deliveredOn: string): FundCommand => ({
  type: 'CommitAmount',
  data: { useId: lotId, committedOn: deliveredOn, reference: lotId },
});

/** Asks the fund whether goods may be paid for that come on this day; nothing is written. @throws {Refusal} of the fund. */
export const requireCommittable = async (streams: Streams, lotId: string, deliveredOn: string, context: Context): Promise<void> => {
  const { state } = await streams.load(fund, (await lotNow(streams, lotId)).purchase.fundId);
  fund.decide(commitmentOf(lotId, deliveredOn), state, context);
};

/** After `GoodsDelivered`: the fund has the price of what came committed, and the price of what did not come is free again. */
export const completeDelivery = async (following: Following, lotId: string): Promise<void> => {
  const lot = await lotNow(following.streams, lotId);
  if (lot.deliveredOn === undefined) return;
  const { fundId } = lot.purchase;
  const release = { useId: lotId, cause: 'delivered_less', keepFen: payableFen(lot) };
  await tellFund(following, fundId, { type: 'ReleaseReservation', data: release });
  await tellFund(following, fundId, commitmentOf(lotId, lot.deliveredOn));
};

/** After `SupplierPaid`: the fund has paid, whatever of the delivery it did not hear yet. */
export const completeSupplierPayment = async (following: Following, lotId: string): Promise<void> => {
  const { paidOn, voucher, purchase } = await lotNow(following.streams, lotId);
  if (paidOn === undefined || voucher === undefined) return;
  await completeDelivery(following, lotId);
  await tellFund(following, purchase.fundId, { type: 'PayAmount', data: { useId: lotId, paidOn, voucher, reference: lotId } });
};

/** After `ProcurementCancelled`: the fund has its money back. */
export const completeCancellation = async (following: Following, lotId: string): Promise<void> => {
  const { status, purchase } = await lotNow(following.streams, lotId);
  if (status !== 'cancelled') return;
  await tellFund(following, purchase.fundId, { type: 'ReleaseReservation', data: { useId: lotId, cause: 'procurement_cancelled' } });
};

/** After `GoodsIssued`: the aid and the household's entitlement know that the goods are with the household. */
export const completeHandOver = async ({ streams, cause, now }: Following, lotId: string, aidId: string): Promise<void> => {
  const use = (await lotNow(streams, lotId)).uses.get(aidId);
  if (use?.issuedOn === undefined) return;
  const { householdId, issuedOn } = use;
  const handOver = { lotId, handedOverOn: issuedOn };
  await streams.handle(aid, aidId, { type: 'RecordHandOver', data: handOver }, followUp('hand-over', cause, now));
  const paid = { aidId, paidOn: issuedOn };
  await streams.handle(entitlement, householdId, { type: 'RecordClaimPaid', data: paid }, followUp('claim-paid', cause, now));
};
