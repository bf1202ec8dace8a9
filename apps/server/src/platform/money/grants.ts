import { aid } from '#domain/aid/aid';
import type { Grant } from '#domain/aid/aid.commands';
import type { AidRequest } from '#domain/aid/aid.events';
import type { Aid, AidStatus } from '#domain/aid/aid.state';
import { fund } from '#domain/fund/fund';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { Context } from '#domain/kernel/decider';
import { sameValue } from '#domain/kernel/equality';
import { Refusal, require } from '#domain/kernel/refusal';
import type { StoredEvent } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { eventId } from '#event-store/request';
import type { Streams } from '#event-store/streams';
import { followUp, type Cause, type Now } from './follow-up.js';

/** Money of a fund, or pieces of a lot, set aside for an aid whose last level agreed. */
export type Reservation = Cause & Readonly<{ stream: string; revision: number; grant: Grant }>;

const FUND = `${fund.category}-`;
const LOT = `${goodsLot.category}-`;

/** The reservation that an event tells of; undefined where it was made for something else than an aid. */
export const reservationIn = ({ id, stream, revision, meta, data }: StoredEvent): Reservation | undefined => {
  const { useKind = 'aid', grant } = data as Readonly<{ useKind?: string; grant?: Grant }>;
  return useKind === 'aid' && grant ? { id, stream, revision, meta, grant } : undefined;
};

/** The answer to a request that set something aside for an aid before; undefined for a new one. @throws {Refusal} `idempotency-key-reused` */
export const reservedBefore = async (streams: Streams, { fundId, lotId }: AidRequest, context: Context): Promise<Receipt | undefined> =>
  (lotId === undefined ? await streams.load(fund, fundId) : await streams.load(goodsLot, lotId)).answered(context);

const reserveMoney = (streams: Streams, request: AidRequest, grant: Grant, context: Context): Promise<Receipt> => {
  const { aidId: useId, fundId, item, householdId, amountFen } = request;
  const { approval, decision } = grant;
  const terms = { reservedOn: approval.approvedOn, archiveLevel: decision.household.archiveLevel, grant };
  const data = { useKind: 'aid', useId, item, householdId, amountFen, ...terms } as const;
  return streams.handle(fund, fundId, { type: 'ReserveAmount', data }, context);
};

/** Pieces that another approval has set aside are that one's: the lot itself does not tell them apart. */
const reserveGoods = async (streams: Streams, lotId: string, request: AidRequest, grant: Grant, context: Context): Promise<Receipt> => {
  const { aidId, householdId, quantity = 0 } = request;
  const data = { aidId, householdId, quantity, archiveLevel: grant.decision.household.archiveLevel, grant };
  const receipt = await streams.handle(goodsLot, lotId, { type: 'ReserveStock', data }, context);
  const { state } = await streams.load(goodsLot, lotId);
  const use = state.status === 'absent' ? undefined : state.uses.get(aidId);
  require(sameValue(use?.grant, grant), 'already-reserved', { useId: aidId, stage: use?.stage });
  return receipt;
};

/**
 * Sets aside what a grant gives: money of the fund, or pieces of the lot. The grant travels along, so that it can be completed.
 * @throws {Refusal} of the fund or the lot; `already-reserved` where another approval holds it.
 */
export const reserveFor = (streams: Streams, request: AidRequest, grant: Grant, context: Context): Promise<Receipt> =>
  request.lotId === undefined
    ? reserveMoney(streams, request, grant, context)
    : reserveGoods(streams, request.lotId, request, grant, context);

const withGrant: ReadonlySet<AidStatus> = new Set(['granted', 'in_batch', 'paid', 'received', 'claw_back_ordered', 'clawed_back']);

/** Whether an aid has a right to what is set aside for it. */
const isGranted = ({ status }: Aid): boolean => status !== 'absent' && withGrant.has(status);

/** What is set aside for an aid: in a fund, or in a lot of goods. */
type Held = Readonly<{ stream: string; aidId: string; reservedRevision?: number }>;

/** Puts back what is set aside; another reservation that stands there by now stays. @throws {Refusal} of the fund or the lot. */
const putBack = (streams: Streams, { stream, aidId, ...meant }: Held, cause: string, context: Context): Promise<Receipt> => {
  if (stream.startsWith(FUND)) {
    const data = { useId: aidId, cause, ...meant };
    return streams.handle(fund, stream.slice(FUND.length), { type: 'ReleaseReservation', data }, context);
  }
  return streams.handle(goodsLot, stream.slice(LOT.length), { type: 'ReleaseStock', data: { aidId, cause } }, context);
};

/**
 * Grants the aid that a reservation was made for, in the name of who agreed last: by the request itself, and by whoever finds
 * the reservation after a crash. The aid is the arbiter: where it refuses, what was set aside for nothing is put back.
 * @returns the aid's receipt, or what it refused with.
 */
export const completeGrant = async (streams: Streams, reservation: Reservation, now: Now): Promise<Receipt | Refusal> => {
  const { stream, revision, grant } = reservation;
  const { aidId } = grant;
  try {
    return await streams.handle(aid, aidId, { type: 'GrantAid', data: grant }, followUp('grant', reservation, now));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const held = { stream, aidId, reservedRevision: revision };
    if (!isGranted((await streams.load(aid, aidId)).state))
      await putBack(streams, held, error.code, followUp('put-back', reservation, now));
    return error;
  }
};

/** Grants the aid of a request that has just set aside for it. @throws {Refusal} of the aid */
export const granted = async (streams: Streams, receipt: Receipt, grant: Grant, context: Context): Promise<Receipt> => {
  const { stream, revision } = receipt;
  const answer = await completeGrant(streams, { id: eventId(stream, context, 0), stream, revision, meta: context, grant }, context);
  if (answer instanceof Refusal) throw answer;
  return answer;
};

/** Where the aid's money or goods are set aside, where they still are. */
const heldFor = async (streams: Streams, { aidId, fundId, lotId }: AidRequest): Promise<Held | undefined> => {
  const { state } = lotId === undefined ? await streams.load(fund, fundId) : await streams.load(goodsLot, lotId);
  const isHeld = state.status !== 'absent' && state.uses.get(aidId)?.stage === 'reserved';
  return isHeld ? { stream: lotId === undefined ? FUND + fundId : LOT + lotId, aidId } : undefined;
};

/** Puts back what is set aside for an aid that ended before it was given; nothing where nothing is. */
export const releaseReserved = async (streams: Streams, aidId: string, cause: string, context: Context): Promise<void> => {
  const { state } = await streams.load(aid, aidId);
  const held = state.status === 'absent' ? undefined : await heldFor(streams, state.request);
  if (held) await putBack(streams, held, cause, context);
};
