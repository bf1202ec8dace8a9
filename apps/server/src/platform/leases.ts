import { setTimeout as delay } from 'node:timers/promises';
import type { Lease, ReadStore } from '#read-store/port';

/** So long a lease outlives a holder that died. */
export const LEASE_MS = 6_000;
const RENEW_MS = 1_000;

/** A wait that ends early, without an error, where `signal` aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
};

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

/** What is done under a lease, until `signal` says that it is over. */
export type Work = (lease: Lease, signal: AbortSignal) => Promise<void>;

const neverWanted = async (): Promise<boolean> => false;

/** Does `work` under `lease`, renewing it; `signal` aborts where it is lost, or `wanted` elsewhere, or `stopping`. Then it is given back. */
export const underLease = async (
  store: ReadStore,
  lease: Lease,
  stopping: AbortSignal,
  work: Work,
  wanted: () => Promise<boolean> = neverWanted,
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

/** Does `work` under a lease of that name; answers false, at once, where another holds it. */
export const underOwnLease = async (store: ReadStore, name: string, owner: string, stopping: AbortSignal, work: Work): Promise<boolean> => {
  const lease = await store.acquireLease(name, owner, LEASE_MS);
  if (!lease) return false;
  await underLease(store, lease, stopping, work);
  return true;
};
