import type { AidEvent } from '#domain/aid/aid.events';
import type { EntitlementEvent } from '#domain/entitlement/entitlement.events';
import type { FundEvent } from '#domain/fund/fund.events';
import type { GoodsLotEvent } from '#domain/goods-lot/goods-lot.events';
import type { PaymentBatchEvent } from '#domain/payment-batch/payment-batch.events';
import type { Seen } from '../view.js';

export type MoneyEvent = AidEvent | EntitlementEvent | FundEvent | GoodsLotEvent | PaymentBatchEvent;

export type MoneySeen = Seen<MoneyEvent>;

/** How many lines a list has, how many aids know themselves to be on it, how many have their money committed, how many were answered by the bank and are not booked. */
export type ListCounts = Readonly<{ lines: number; held: number; committed: number; answered: number }>;

export type ListStage = 'drafted' | 'signed_off';

/**
 * A promise that one stream made and another has to keep. While `waitsFor` names the event that is still to come, the row is
 * unsettled since `openedAt`; in between it only remembers what later events need to know.
 */
export type UnsettledRow = Readonly<{
  key: string;
  /** Whose event it was that opened the row. */
  stream: string;
  waitsFor: MoneyEvent['type'] | null;
  openedAt: string | null;
  /** Of money set aside in a fund: where it is, and how much. */
  pot?: 'reserved' | 'committed';
  amountFen?: number;
  list?: ListCounts & Readonly<{ stage: ListStage }>;
}>;

/** What an event does to one row. */
export type Step = Readonly<{ key: string; turn: (row: UnsettledRow | null, event: MoneySeen) => UnsettledRow | null }>;

/** The row waits for `waitsFor`; since when it did so already, where it did. */
export const waiting = (row: UnsettledRow, waitsFor: UnsettledRow['waitsFor'], at: string): UnsettledRow => ({
  ...row,
  waitsFor,
  openedAt: waitsFor === null ? null : row.waitsFor === waitsFor ? row.openedAt : at,
});

/** A new promise. */
export const opens = (key: string, waitsFor: MoneyEvent['type'], more: Partial<UnsettledRow> = {}): Step => ({
  key,
  turn: (_, { stream, meta }) => ({ key, stream, waitsFor, openedAt: meta.at, ...more }),
});

/** The promise is kept; where none was made, none is remembered. */
export const settles = (key: string, more: Partial<UnsettledRow> = {}): Step => ({
  key,
  turn: (row, { meta }) => row && { ...waiting(row, null, meta.at), ...more },
});

/** What is remembered has to be followed by `waitsFor`, where `when` holds. */
export const awaits = (key: string, waitsFor: MoneyEvent['type'], when: (row: UnsettledRow) => boolean = () => true): Step => ({
  key,
  turn: (row, { meta }) => (row && when(row) ? waiting(row, waitsFor, meta.at) : row),
});

/** Nothing is left to be done about it. */
export const ends = (key: string): Step => ({ key, turn: () => null });
