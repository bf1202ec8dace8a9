import { aid } from '#domain/aid/aid';
import type { AidCommand, Grant } from '#domain/aid/aid.commands';
import type { AidDecision } from '#domain/aid/aid.decision';
import type { AidRequest } from '#domain/aid/aid.events';
import type { Aid, KnownAid } from '#domain/aid/aid.state';
import { entitlement } from '#domain/entitlement/entitlement';
import type { EntitlementCommand } from '#domain/entitlement/entitlement.commands';
import { fund } from '#domain/fund/fund';
import type { KnownFund } from '#domain/fund/fund.state';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { KnownLot } from '#domain/goods-lot/goods-lot.state';
import type { Context } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import { countyApprover, decision, lotOfRequest, request, reviewer, today } from '#domain/testing/sample-aid';
import { filled } from '#domain/testing/sample-fund';
import { riceDelivered, riceProcured } from '#domain/testing/sample-goods';
import { testContext } from '#domain/testing/scenario';
import { newEvents } from '#event-store/request';
import { reserveFor } from '../../apps/server/src/platform/money/grants.js';
import type { Reaction } from '../../apps/server/src/reactions/reaction.js';
import { Reactions } from './reactions.js';
import type { ScratchLog } from './scratch-log.js';

type Who = Partial<Pick<Context, 'by' | 'role' | 'unit'>>;

let worlds = 0;

/** One aid with a household, a fund of 100,000 fen and a lot of nine sacks of its own, over real streams. */
export class ScratchAid {
  readonly householdId: string;
  readonly aidId: string;
  readonly fundId: string;
  readonly lotId: string;
  private requests = 0;

  private constructor(
    private readonly log: ScratchLog,
    number: number,
  ) {
    [this.householdId, this.aidId, this.fundId, this.lotId] = [`h${number}`, `a${number}`, `f${number}`, `l${number}`];
  }

  static async open(log: ScratchLog): Promise<ScratchAid> {
    const world = new ScratchAid(log, ++worlds);
    const { fundId, lotId } = world;
    await world.write(`fund-${fundId}`, filled({ fundId }));
    await world.write(`goodsLot-${lotId}`, [{ ...riceProcured, data: { ...riceProcured.data, lotId, fundId } }, riceDelivered]);
    return world;
  }

  reactions(all: readonly Reaction[]): Reactions {
    const { householdId, aidId, fundId, lotId } = this;
    const streams = [`household-${householdId}`, `entitlement-${householdId}`, `aid-${aidId}`, `fund-${fundId}`, `goodsLot-${lotId}`];
    return new Reactions(this.log, all, streams, today);
  }

  request(change: Partial<AidRequest> = {}): AidRequest {
    const { aidId, householdId, fundId } = this;
    return request({ aidId, householdId, fundId, ...change });
  }

  /** Two sacks of rice. */
  goods(): AidRequest {
    return this.request({ item: 'warmth', form: 'goods', amountFen: 12_000, lotId: this.lotId, quantity: 2 });
  }

  decision(asked: AidRequest, change: Partial<AidDecision> = {}): AidDecision {
    const { fund: standing, lot: _, ...decided } = decision(asked);
    const { lotId, fundId } = this;
    const from =
      asked.form === 'goods' ? { lot: { ...lotOfRequest, lotId, unitPriceFen: 6_000 } } : standing && { fund: { ...standing, fundId } };
    return { ...decided, ...from, ...change };
  }

  context(who: Who = {}): Context {
    return { ...testContext, today, ...who, requestId: `request-${++this.requests}` };
  }

  claim(asked: AidRequest, decided = this.decision(asked)) {
    return this.ofEntitlement({ type: 'ClaimEntitlement', data: { request: asked, decision: decided } });
  }

  ofEntitlement(command: EntitlementCommand) {
    return this.log.streams.handle(entitlement, this.householdId, command, this.context());
  }

  act(command: AidCommand, who: Who = {}) {
    return this.log.streams.handle(aid, this.aidId, command, this.context(who));
  }

  review() {
    return this.act({ type: 'ReviewAid', data: { reviewedOn: today } }, reviewer);
  }

  /** The grant that an approver of the county would make of the aid as it is now. */
  async grant(by = countyApprover.by, papersDueOn?: string): Promise<Grant> {
    const { request: asked, round } = await this.known();
    const approval = { level: 'county', by, approvedOn: today } as const;
    const decided = papersDueOn === undefined ? this.decision(asked) : (await this.known()).decision;
    return { aidId: this.aidId, round, approval, decision: decided, ...(papersDueOn !== undefined && { papersDueOn }) };
  }

  /** Sets aside what the aid asks for, as its last approval does, and dies before the aid hears of it. */
  async reserve(by = countyApprover.by, papersDueOn?: string): Promise<void> {
    const grant = await this.grant(by, papersDueOn);
    const context = this.context({ ...countyApprover, by });
    aid.decide({ type: 'GrantAid', data: grant }, await this.aid(), context);
    await reserveFor(this.log.streams, (await this.known()).request, grant, context);
  }

  async aid(): Promise<Aid> {
    return (await this.log.streams.load(aid, this.aidId)).state;
  }

  async known(): Promise<KnownAid> {
    const state = await this.aid();
    if (state.status === 'absent') throw new Error('there is no aid');
    return state;
  }

  async claimNow() {
    return (await this.log.streams.load(entitlement, this.householdId)).state.claims.get(this.aidId);
  }

  async fund(): Promise<KnownFund> {
    const { state } = await this.log.streams.load(fund, this.fundId);
    if (state.status === 'absent') throw new Error('there is no fund');
    return state;
  }

  async lot(): Promise<KnownLot> {
    const { state } = await this.log.streams.load(goodsLot, this.lotId);
    if (state.status === 'absent') throw new Error('there is no lot');
    return state;
  }

  /** Events as they are, without a decision. */
  async write(stream: string, events: readonly DomainEvent[]): Promise<void> {
    const { revision } = await this.log.events.tail(stream);
    await this.log.events.append(stream, revision === -1 ? 'noStream' : revision, newEvents(stream, this.context(), events));
  }
}
