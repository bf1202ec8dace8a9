import { aid } from '#domain/aid/aid';
import type { HouseholdEvent } from '#domain/household/household.events';
import { household } from '#domain/household/household';
import type { KnownHousehold } from '#domain/household/household.state';
import { identity } from '#domain/identity/identity';
import type { Context } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import { starterPolicy } from '#domain/policy/starter-policy';
import { testContext } from '#domain/testing/scenario';
import { watch } from '#domain/watch/watch';
import type { FileStanding, WatchCommand, WatchTerms } from '#domain/watch/watch.commands';
import type { Watch } from '#domain/watch/watch.state';
import { newEvents } from '#event-store/request';
import { fileStanding } from '#read-models/file-standing/file-standing';
import { Directory } from '../../apps/server/src/platform/directory.js';
import { IdentityClaims } from '../../apps/server/src/platform/identity-claims.js';
import type { Reopening } from '../../apps/server/src/platform/monitoring/reopening.js';
import { watchTermsFor } from '../../apps/server/src/platform/monitoring/watch-terms.js';
import type { Reaction } from '../../apps/server/src/reactions/reaction.js';
import { Reactions } from './reactions.js';
import type { ScratchLog } from './scratch-log.js';

type Who = Partial<Pick<Context, 'by' | 'role' | 'unit'>>;
type StandingSeen = Parameters<typeof fileStanding.fold>[1];

let worlds = 0;

/** One household with its watch and an aid, over real streams and under the starter policy, on one day. */
export class ScratchWatch {
  readonly householdId: string;
  readonly aidId: string;
  private requests = 0;

  private constructor(
    private readonly log: ScratchLog,
    readonly tools: Reopening,
    private readonly today: string,
    number: number,
  ) {
    [this.householdId, this.aidId] = [`wh${number}`, `wa${number}`];
  }

  /** The union of the sample household and the policy of its city, for every world over this log. */
  static async tools(log: ScratchLog): Promise<Reopening> {
    const directory = new Directory(log.events);
    const told = async (stream: string, events: readonly DomainEvent[]) =>
      void (await log.events.append(stream, 'noStream', newEvents(stream, { ...testContext, requestId: stream }, events)));
    const county = { code: '410481', kind: 'county_union', name: '演示甲县总工会' };
    await told('unit-410481', [{ type: 'UnitRegistered', data: county }]);
    for (const code of ['U1', 'U2', 'U3'])
      await told(`unit-${code}`, [{ type: 'UnitRegistered', data: { code, parent: '410481', kind: 'base_union', name: code } }]);
    await told(`policy-${starterPolicy.policyId}`, [{ type: 'PolicyPublished', data: { ...starterPolicy, version: 1 } }]);
    await directory.start();
    return { streams: log.streams, events: log.events, claims: new IdentityClaims(log.streams), directory };
  }

  static open(log: ScratchLog, tools: Reopening, today: string): ScratchWatch {
    return new ScratchWatch(log, tools, today, ++worlds);
  }

  reactions(all: readonly Reaction[]): Reactions {
    const { householdId, aidId } = this;
    return new Reactions(this.log, all, [`household-${householdId}`, `watch-${householdId}`, `aid-${aidId}`], this.today);
  }

  context(who: Who = {}): Context {
    return {
      ...testContext,
      at: `${this.today}T02:00:00.000Z`,
      today: this.today,
      ...who,
      requestId: `world-${worlds}-${++this.requests}`,
    };
  }

  /** Events of the household's file as they are, without a decision; its people are theirs alone. */
  async file(events: readonly HouseholdEvent[]): Promise<void> {
    const own = JSON.stringify(events).replaceAll('"hash-', `"hash-${this.householdId}-`).replaceAll('"h1"', `"${this.householdId}"`);
    await this.write(`household-${this.householdId}`, JSON.parse(own) as readonly HouseholdEvent[]);
  }

  async write(stream: string, events: readonly DomainEvent[]): Promise<void> {
    const { revision } = await this.log.events.tail(stream);
    await this.log.events.append(stream, revision === -1 ? 'noStream' : revision, newEvents(stream, this.context(), events));
  }

  act(command: WatchCommand, who: Who = {}) {
    return this.log.streams.handle(watch, this.householdId, command, this.context(who));
  }

  /** How the file stands, folded as its view does it. */
  async standing(): Promise<FileStanding> {
    const events = [...(await this.log.read(`household-${this.householdId}`)), ...(await this.log.read(`aid-${this.aidId}`))];
    const row = events.reduce<ReturnType<typeof fileStanding.fold>>(
      (folded, event) => fileStanding.fold(folded, event as unknown as StandingSeen, this.householdId),
      null,
    );
    if (!row) throw new Error('there is no file');
    return row;
  }

  async terms(): Promise<WatchTerms> {
    return watchTermsFor(this.tools.directory, (await this.standing()).unitId, this.today);
  }

  async raise(urgent = false): Promise<void> {
    const said = { kind: 'sudden_hardship_household', severity: 'yellow', cause: 'critical_illness', source: 'caseworker' } as const;
    const data = { ...said, urgent, statement: '突发重病', file: await this.standing(), terms: await this.terms() };
    await this.act({ type: 'RaiseWatch', data });
  }

  async verify(): Promise<void> {
    const found = { findings: '属实', severity: 'yellow', cause: 'critical_illness', hasLabour: true } as const;
    const visit = { visitedOn: this.today, visitors: ['caseworker-1', 'caseworker-2'], minimumVisitors: 2, planDueOn: this.today };
    await this.act({ type: 'VerifyWatch', data: { ...found, ...visit } });
  }

  async watch(): Promise<Watch> {
    return (await this.log.streams.load(watch, this.householdId)).state;
  }

  async statuses(): Promise<readonly string[]> {
    const cases = [...(await this.watch()).cases.values()].sort((one, other) => one.watchNumber - other.watchNumber);
    return cases.map(({ status }) => status);
  }

  async filed(): Promise<KnownHousehold> {
    const { state } = await this.log.streams.load(household, this.householdId);
    if (state.status === 'absent') throw new Error('there is no file');
    return state;
  }

  /** The file that the principal is in. */
  async heldBy(): Promise<string | undefined> {
    const { facts } = await this.filed();
    return (await this.log.streams.load(identity, facts.principal.idHash)).state.open?.householdId;
  }

  async aidStatus(): Promise<string> {
    return (await this.log.streams.load(aid, this.aidId)).state.status;
  }

  /** The types of the household's own events, and of its watch's. */
  async types(category: 'household' | 'watch'): Promise<readonly string[]> {
    return (await this.log.read(`${category}-${this.householdId}`)).map(({ type }) => type);
  }
}
