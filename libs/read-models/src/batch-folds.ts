import type { BatchLine, LineOutcome, PaymentBatchEvent, UnmatchedRow } from '#domain/payment-batch/payment-batch.events';
import type { Seen, ViewEvent } from './view.js';

export type BatchSeen = Seen<PaymentBatchEvent>;

/** Id of the batch whose stream this is. */
export const batchIdOf = (stream: string): string => stream.slice('paymentBatch-'.length);

/** Of views over events of several categories. */
export const isOfBatch = (event: ViewEvent): event is BatchSeen => event.stream.startsWith('paymentBatch-');

/**
 * Finds the items of an event's list one by one. A list of thousands is folded row by row: going through it for each of its rows
 * would take the square of its length, so it is indexed when it is first asked.
 */
const finder = <Item>(idOf: (item: Item) => string): ((items: readonly Item[], id: string) => Item | undefined) => {
  const indexes = new WeakMap<readonly Item[], ReadonlyMap<string, Item>>();
  return (items, id) => {
    const index = indexes.get(items) ?? new Map(items.map((item) => [idOf(item), item]));
    indexes.set(items, index);
    return index.get(id);
  };
};

export const lineIn = finder<BatchLine>(({ aidId }) => aidId);
export const outcomeIn = finder<LineOutcome>(({ aidId }) => aidId);
export const unmatchedIn = finder<UnmatchedRow>(({ unmatchedId }) => unmatchedId);
