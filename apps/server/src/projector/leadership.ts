import { setTimeout as delay } from 'node:timers/promises';
import type { Lease, ReadStore } from '#read-store/port';

/** Who holds it keeps the views that are shown. */
const KEEPING = 'projector';
/** Who holds this one is next: the holder of the other sees it taken and hands over between two batches. */
const NEXT = 'projector next';

const LEASE_MS = 6_000;
const RENEW_MS = 1_000;
const ASK_AGAIN_MS = 25;
const HANDOVER_MS = 30_000;

/** Nobody handed over in time: the holder hangs, yet renews its lease. */
export class HandoverRefused extends Error {
  constructor() {
    super('the process that keeps the views does not hand them over');
    this.name = 'HandoverRefused';
  }
}

/** A wait that ends early, without an error, where `signal` aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
};

/** Whether another than `owner` waits to be next. A lease cannot be looked at, only tried; a moment later it is free again. */
const isWanted = async (store: ReadStore, owner: string): Promise<boolean> => !(await store.acquireLease(NEXT, owner, 1));

/** Renews until `over` aborts; calls `lost` where a lease was lost, or `wanted` says it is time to go. */
const renew = async (
  store: ReadStore,
  lease: Lease,
  over: AbortSignal,
  lost: () => void,
  wanted: () => Promise<boolean>,
): Promise<void> => {
  for (;;) {
    await pause(RENEW_MS, over);
    if (over.aborted) return;
    const held = await store.acquireLease(lease.name, lease.owner, LEASE_MS).catch(() => undefined);
    if (held && !(await wanted().catch(() => false))) continue;
    return lost();
  }
};

type Work = (lease: Lease, signal: AbortSignal) => Promise<void>;

const underLease = async (
  store: ReadStore,
  lease: Lease,
  stopping: AbortSignal,
  wanted: () => Promise<boolean>,
  work: Work,
): Promise<void> => {
  const [over, lost] = [new AbortController(), new AbortController()];
  const renewal = renew(store, lease, over.signal, () => lost.abort(), wanted);
  try {
    await work(lease, AbortSignal.any([stopping, lost.signal]));
  } finally {
    over.abort();
    await renewal;
    await store.releaseLease(lease).catch(() => undefined);
  }
};

/**
 * Does `work` where no other process keeps the views, until `signal` says that it is over: stopped, or another is next.
 * Answers false, at once, where another process has them.
 */
export const whileLeading = async (store: ReadStore, owner: string, stopping: AbortSignal, work: Work): Promise<boolean> => {
  if (await isWanted(store, owner)) return false;
  const lease = await store.acquireLease(KEEPING, owner, LEASE_MS);
  if (!lease) return false;
  await underLease(store, lease, stopping, () => isWanted(store, owner), work);
  return true;
};

/** Does `work` under a lease of that name; answers false, at once, where another holds it. */
export const underOwnLease = async (store: ReadStore, name: string, owner: string, stopping: AbortSignal, work: Work): Promise<boolean> => {
  const lease = await store.acquireLease(name, owner, LEASE_MS);
  if (!lease) return false;
  await underLease(store, lease, stopping, async () => false, work);
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
    await underLease(store, lease, never, async () => false, work);
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
