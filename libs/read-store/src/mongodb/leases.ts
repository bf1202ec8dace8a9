import type { ClientSession, Document } from 'mongodb';
import { type Lease, LeaseLost } from '../port.js';
import type { Connection } from './connection.js';

/** Takes the lease where it is free or the owner's own, by the server's clock, and leaves it alone otherwise: one atomic step. */
const takeover = (owner: string, ttlMs: number): Document[] => {
  const me = { $literal: owner };
  const mine = { $eq: ['$owner', me] };
  const expired = { $lte: [{ $ifNull: ['$expiresAt', new Date(0)] }, '$$NOW'] };
  const ifOpen = (value: unknown, otherwise: unknown) => ({ $cond: ['$open', value, otherwise] });
  const nextFence = { $add: [{ $ifNull: ['$fence', 0] }, { $cond: [mine, 0, 1] }] };
  return [
    { $set: { open: { $or: [mine, expired] } } },
    {
      $set: {
        fence: ifOpen(nextFence, '$fence'),
        owner: ifOpen(me, '$owner'),
        expiresAt: ifOpen({ $add: ['$$NOW', ttlMs] }, '$expiresAt'),
      },
    },
    { $unset: 'open' },
  ];
};

/** The fence grows with each change of hands, so that a holder who lost a lease without noticing is told from the present one. */
export class Leases {
  constructor(private readonly connection: Connection) {}

  async acquire(name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
    const options = { upsert: true, returnDocument: 'after' } as const;
    const held = await this.connection.leases.findOneAndUpdate({ _id: { $eq: name } }, takeover(owner, ttlMs), options);
    return held?.owner === owner ? { name, owner, fence: held.fence } : undefined;
  }

  /** The fence stays behind, so that the next holder's is higher. */
  async release({ name, owner, fence }: Lease): Promise<void> {
    const filter = { _id: { $eq: name }, owner: { $eq: owner }, fence: { $eq: fence } };
    await this.connection.leases.updateOne(filter, { $set: { owner: '', expiresAt: new Date(0) } });
  }

  /** Writes to the lease, so that a takeover during the transaction makes one of the two wait or fail. @throws {LeaseLost} */
  async check({ name, owner, fence }: Lease, session: ClientSession): Promise<void> {
    const filter = { _id: { $eq: name }, owner: { $eq: owner }, fence: { $eq: fence } };
    const { matchedCount } = await this.connection.leases.updateOne(filter, { $inc: { batches: 1 } }, { session });
    if (matchedCount === 0) throw new LeaseLost(name);
  }
}
