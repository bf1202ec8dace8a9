import { Injectable } from '@nestjs/common';
import { account, type AccountState } from '#domain/account/account';
import type { Context } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import { inForce, policy, type PolicyState } from '#domain/policy/policy';
import { unit, type UnitState } from '#domain/unit/unit';
import { unitTree, type UnitTree } from '#domain/unit/unit-tree';
import type { Account } from '#domain/account/account';
import type { Unit } from '#domain/unit/unit';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import type { Decider } from '#domain/kernel/decider';
import { Waiters } from './waiters.js';

type Kept = Readonly<{ fold: (event: StoredEvent) => void }>;

/** Folds the streams of one category by their production decider. */
const keep = <State, Event extends DomainEvent>(decider: Decider<State, never, Event>, states: Map<string, State>): Kept => ({
  fold: ({ stream, type, data, meta }) => {
    const id = stream.slice(decider.category.length + 1);
    states.set(id, decider.evolve(states.get(id) ?? decider.initial, { type, data } as unknown as Event, meta));
  },
});

const RETRY_MS = 1000;

/**
 * Accounts, units and policies in memory, folded from the log as it grows: what every request is checked against. It is small
 * (people and unions, not households) and follows within milliseconds; who changed it waits for `reached` before answering.
 */
@Injectable()
export class Directory {
  private readonly accountStates = new Map<string, AccountState>();
  private readonly unitStates = new Map<string, UnitState>();
  private readonly policyStates = new Map<string, PolicyState>();
  private readonly stopping = new AbortController();
  private readonly waiters = new Waiters();
  private readonly kept: Readonly<Record<string, Kept>> = {
    account: keep(account, this.accountStates),
    unit: keep(unit, this.unitStates),
    policy: keep(policy, this.policyStates),
  };
  private tree: UnitTree | undefined;
  private position = '';
  private following: Promise<void> | undefined;

  constructor(private readonly events: EventStore) {}

  /** Reads all there is; resolves when the directory is current, and goes on following. */
  async start(): Promise<void> {
    const head = await this.events.head();
    this.following = this.follow();
    await this.reached(head);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  /** Resolves once everything up to `position` is folded. */
  reached(position: string): Promise<void> {
    return this.waiters.until(position);
  }

  account(accountId: string): Account | undefined {
    const state = this.accountStates.get(accountId);
    return state && state.status !== 'absent' ? state : undefined;
  }

  accountByUsername(username: string): Account | undefined {
    return this.accounts().find((known) => known.username.toLowerCase() === username.toLowerCase());
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

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        for await (const message of this.events.subscribe({ after: this.position, categories: Object.keys(this.kept), signal })) {
          if (message.kind === 'events') for (const event of message.events) this.fold(event);
          this.position = message.position;
          this.waiters.reach(message.position);
        }
      } catch {
        // The log is away: what is known stays valid, and following goes on from where it stood.
        await new Promise((next) => setTimeout(next, RETRY_MS).unref());
      }
    }
  }

  private fold(event: StoredEvent): void {
    const category = event.stream.slice(0, event.stream.indexOf('-'));
    this.kept[category]?.fold(event);
    if (category === 'unit') this.tree = undefined;
    this.position = event.position;
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
