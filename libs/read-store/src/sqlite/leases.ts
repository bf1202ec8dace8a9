import { type Lease, LeaseLost } from '../port.js';
import type { Database } from './database.js';

export const LEASES_TABLE =
  'CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL, fence INTEGER NOT NULL, expires_at INTEGER NOT NULL)';

/**
 * Leases by the machine's clock, which all users of the file share. The fence grows with each change of hands, so that a holder
 * who lost a lease without noticing is told apart from the present one.
 */
export class Leases {
  constructor(private readonly database: Database) {}

  acquire(name: string, owner: string, ttlMs: number): Lease | undefined {
    const now = Date.now();
    const held = this.database.get({ text: 'SELECT owner, fence, expires_at FROM leases WHERE name = ?', values: [name] });
    const mine = held?.owner === owner;
    if (held && !mine && Number(held.expires_at) > now) return undefined;
    const fence = Number(held?.fence ?? 0) + (mine ? 0 : 1);
    const values = [name, owner, fence, now + ttlMs];
    this.database.run({ text: 'INSERT OR REPLACE INTO leases (name, owner, fence, expires_at) VALUES (?, ?, ?, ?)', values });
    return { name, owner, fence };
  }

  /** The fence stays behind, so that the next holder's is higher. */
  release({ name, owner, fence }: Lease): void {
    const text = "UPDATE leases SET owner = '', expires_at = 0 WHERE name = ? AND owner = ? AND fence = ?";
    this.database.run({ text, values: [name, owner, fence] });
  }

  /** @throws {LeaseLost} where the lease has changed hands. */
  check({ name, owner, fence }: Lease): void {
    const text = 'SELECT 1 FROM leases WHERE name = ? AND owner = ? AND fence = ?';
    if (!this.database.get({ text, values: [name, owner, fence] })) throw new LeaseLost(name);
  }
}
