import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.js';
import { Problem } from './problem.js';

/** What an address has left, and when that was reckoned. */
type Allowance = Readonly<{ left: number; atMs: number }>;

const ADDRESSES_KEPT = 10_000;
const MINUTE_MS = 60_000;

/** One who has a network of IPv6 addresses has all of its last halves. */
const networkOf = (address: string): string => (address.includes('.') ? address : address.split(':').slice(0, 4).join(':'));

/**
 * So many requests to an open route from one address in a minute, a whole minute's worth at once. Kept in memory: each process
 * counts for itself.
 */
export abstract class AddressThrottle implements CanActivate {
  private readonly allowances = new LRUCache<string, Allowance>({ max: ADDRESSES_KEPT });

  protected constructor(
    private readonly perMinute: number,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 429 `too-many-requests` with the seconds to wait. */
  canActivate(context: ExecutionContext): boolean {
    const network = networkOf(context.switchToHttp().getRequest<FastifyRequest>().ip);
    const left = this.leftOf(network);
    if (left < 1) throw new Problem(429, 'too-many-requests', { retryAfterSeconds: Math.ceil(((1 - left) * 60) / this.perMinute) });
    this.allowances.set(network, { left: left - 1, atMs: this.clock.now().getTime() });
    return true;
  }

  private leftOf(network: string): number {
    const known = this.allowances.get(network);
    if (!known) return this.perMinute;
    const regained = ((this.clock.now().getTime() - known.atMs) * this.perMinute) / MINUTE_MS;
    return Math.min(this.perMinute, known.left + Math.max(0, regained));
  }
}
