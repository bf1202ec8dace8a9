import { Injectable } from '@nestjs/common';
import { account, type Account, type AccountState } from '#domain/account/account';
import type { Context, Decider } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import { inForce, policy, type PolicyState } from '#domain/policy/policy';
import { unit, type Unit, type UnitState } from '#domain/unit/unit';
import { unitTree, type UnitTree } from '#domain/unit/unit-tree';
import { usernameKey } from '#domain/username/username';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import { categoryOf } from '#event-store/port';
import { Follower } from './follower.js';
import { requireWritten } from './positions.js';
import { Problem } from './problem.js';

type Kept = (event: StoredEvent) => void;

/** Folds the streams of one category by their production decider. @throws where this version does not know the event. */
const keep =
  <State, Event extends DomainEvent>(decider: Decider<State, never, Event>, states: Map<string, State>): Kept =>
  ({ stream, type, data, meta }) => {
    const id = stream.slice(decider.category.length + 1);
    const next: State | undefined = decider.evolve(states.get(id) ?? decider.initial, { type, data } as unknown as Event, meta);
    if (next === undefined) throw new TypeError('unknown type of event');
    states.set(id, next);
  };

const WAIT_MS = 5_000;

/**
 * Accounts, units and policies in memory, folded from the log as it grows: what every request is checked against. It is small
 * (people and unions, not households) and follows within milliseconds; who changed it waits for `reached` before answering.
 */
@Injectable()
export class Directory {
  private readonly accountStates = new Map<string, AccountState>();
  private readonly accountIds = new Map<string, string>();
  private readonly unitStates = new Map<string, UnitState>();
  private readonly policyStates = new Map<string, PolicyState>();
  private readonly kept: Readonly<Record<string, Kept>> = {
    account: keep(account, this.accountStates),
    unit: keep(unit, this.unitStates),
    policy: keep(policy, this.policyStates),
  };
  private readonly follower: Follower;
  private tree: UnitTree | undefined;

  constructor(private readonly events: EventStore) {
    this.follower = new Follower({ name: 'Directory', events, categories: Object.keys(this.kept), fold: (event) => this.fold(event) });
  }

  /** Reads all there is; resolves when the directory is current, and goes on following. @throws {FoldFailed} */
  async start(): Promise<void> {
    const head = await this.events.head();
    this.follower.start();
    await this.follower.until(head);
  }

  stop(): Promise<void> {
    return this.follower.stop();
  }

  /** False while the log is away, and for good after an event that could not be folded: what health shows. */
  get isFollowing(): boolean {
    return this.follower.isFollowing;
  }

  /** Who may do what is known. @throws {Problem} 503 `directory-stopped` after an event that could not be folded: nobody is let in. */
  requireSound(): void {
    if (this.follower.failure) throw new Problem(503, 'directory-stopped');
  }

  /**
   * Resolves once everything up to `position` is folded.
   * @throws {Problem} 503 `directory-behind` where that takes longer than five seconds; what was written stays written.
   */
  async reached(position: string): Promise<void> {
    const deadline = AbortSignal.timeout(WAIT_MS);
    try {
      await this.follower.until(position, deadline);
    } catch {
      this.requireSound();
      throw new Problem(503, 'directory-behind');
    }
  }

  /** As `reached`, for a position that a client names. @throws {Problem} 400 `position-unknown` */
  async shows(position: string): Promise<void> {
    await requireWritten(this.events, position);
    await this.reached(position);
  }

  account(accountId: string): Account | undefined {
    const state = this.accountStates.get(accountId);
    return state && state.status !== 'absent' ? state : undefined;
  }

  /** The account of a name, whatever its capitals. */
  accountByUsername(username: string): Account | undefined {
    const accountId = this.accountIds.get(usernameKey(username));
    return accountId === undefined ? undefined : this.account(accountId);
  }

  accounts(): readonly Account[] {
    return [...this.accountStates.values()].filter((state) => state.status !== 'absent');
  }

  unit(code: string): Unit | undefined {
    const state = this.unitStates.get(code);
    return state && state.status !== 'absent' ? state : undefined;
  }

  units(): readonly Unit[] {
    return [...this.unitStates.values()].filter((state) => state.status !== 'absent');
  }

  /** The union tree of now. */
  unitTree(): UnitTree {
    this.tree ??= unitTree(this.units());
    return this.tree;
  }

  /** Rules in force in a unit's area on a date. @throws {Refusal} `no-policy-in-force` */
  rulesFor(unitCode: string, date: string): ReturnType<typeof inForce> & Readonly<{ area: string }> {
    const area = this.unitTree().areaOf(unitCode) ?? '';
    return { ...inForce(this.publishedPolicies(), area, date), area };
  }

  publishedPolicies(): PolicyState['published'] {
    return [...this.policyStates.values()].flatMap(({ published }) => published);
  }

  policies(): ReadonlyMap<string, PolicyState> {
    return this.policyStates;
  }

  private fold(event: StoredEvent): void {
    const category = categoryOf(event.stream);
    this.kept[category]?.(event);
    if (category === 'unit') this.tree = undefined;
    if (category === 'account') this.rememberName(event.stream.slice(category.length + 1));
  }

  private rememberName(accountId: string): void {
    const known = this.account(accountId);
    if (known) this.accountIds.set(usernameKey(known.username), accountId);
  }
}

/** Context in which the system itself acts: at first start, in imports and reactions. */
export const systemContext = (name: string, clock: Readonly<{ at: () => string; today: () => string }>, requestId: string): Context => ({
  at: clock.at(),
  today: clock.today(),
  by: `system:${name}`,
  role: 'system',
  unit: '',
  requestId,
  correlationId: requestId,
});
