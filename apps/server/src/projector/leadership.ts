import { setTimeout as delay } from 'node:timers/promises';
import type { Lease, ReadStore } from '#read-store/port';
import { LEASE_MS, underLease, underOwnLease, type Work } from '../platform/leases.js';

/** Who holds it keeps the views that are shown. */
const KEEPING = 'projector';
/** Who holds this one is next: the holder of the other sees it taken and hands over between two batches. */
const NEXT = 'projector next';

const ASK_AGAIN_MS = 25;
const HANDOVER_MS = 30_000;

/** Nobody handed over in time: the holder hangs, yet renews its lease. */
export class HandoverRefused extends Error {
  constructor() {
    super('the process that keeps the views does not hand them over');
    this.name = 'HandoverRefused';
  }
}

/** Whether another than `owner` waits to be next. A lease cannot be looked at, only tried; a moment later it is free again. */
const isWanted = async (store: ReadStore, owner: string): Promise<boolean> => !(await store.acquireLease(NEXT, owner, 1));

/**
 * Does `work` where no other process keeps the views, until `signal` says that it is over: stopped, or another is next.
 * Answers false, at once, where another process has them.
 */
export const whileLeading = async (store: ReadStore, owner: string, stopping: AbortSignal, work: Work): Promise<boolean> => {
  if (await isWanted(store, owner)) return false;
  const lease = await store.acquireLease(KEEPING, owner, LEASE_MS);
  if (!lease) return false;
  await underLease(store, lease, stopping, work, () => isWanted(store, owner));
  return true;
};

/** Has the views handed over by whoever keeps them, does `work` while they stand still, and gives them back. @throws {HandoverRefused} */
export const whileOthersWait = async (store: ReadStore, owner: string, work: (lease: Lease) => Promise<void>): Promise<void> => {
  const never = new AbortController().signal;
  const deadline = AbortSignal.timeout(HANDOVER_MS);
  let done = false;
  const keep = async (): Promise<void> => {
    const lease = await store.acquireLease(KEEPING, owner, LEASE_MS);
    if (!lease) return;
    await underLease(store, lease, never, work);
    done = true;
  };
  const wait = async (): Promise<void> => {
    while (!done && !deadline.aborted) {
      await keep();
      if (!done) await delay(ASK_AGAIN_MS);
    }
  };
  while (!done) {
    if (deadline.aborted) throw new HandoverRefused();
    // The lease may be taken for a moment, by one who only looks whether it is.
    if (!(await underOwnLease(store, NEXT, owner, never, wait))) await delay(ASK_AGAIN_MS);
  }
};
