import { entitlement } from '#domain/entitlement/entitlement';
import type { Entitlement } from '#domain/entitlement/entitlement.state';
import { aid } from '#domain/aid/aid';
import type { KnownAid } from '#domain/aid/aid.state';
import { fund } from '#domain/fund/fund';
import type { KnownFund } from '#domain/fund/fund.state';
import { testContext } from '#domain/testing/scenario';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { ok } from './case-work.js';
import { units, type City, type Clerk } from './city.js';
import { openFund, receive } from './fund-work.js';
import type { Answer, TestServer } from './server.js';

/** Who it takes to give aid in one county. */
export type AidOffice = Readonly<{
  proposer: Clerk;
  reviewer: Clerk;
  approver: Clerk;
  cityOfficer: Clerk;
  keeper: Clerk;
  auditor: Clerk;
}>;

export const aidOfficeOf = async (city: City): Promise<AidOffice> => ({
  proposer: await city.hire('base_caseworker'),
  reviewer: await city.hire('township_reviewer'),
  approver: await city.hire('county_approver'),
  cityOfficer: await city.hire('rights_dept_officer'),
  keeper: await city.hire('finance_officer'),
  auditor: await city.hire('auditor'),
});

/** For whom aid is asked: the worker's own file. */
export type Asking = Readonly<{ householdId: string; payeePersonId: string; fundId: string }>;

/** 300 yuan of living aid for March 2022, and what is different here. */
export const proposalOf = (asking: Asking, change: Readonly<Record<string, unknown>> = {}) => ({
  item: 'living_aid',
  form: 'cash',
  amountFen: 30_000,
  basis: '2022-03',
  ...asking,
  ...change,
});

type Change = Readonly<Record<string, unknown>>;

let requests = 0;

/** The work on aid: every step by who takes it, on the day the clock stands at. */
export class AidWork {
  constructor(
    readonly server: TestServer,
    readonly office: AidOffice,
    readonly today: string,
  ) {}

  private get streams(): Streams {
    return this.server.app.get(Streams);
  }

  /** A fund of the county for 2022 with so much in it. */
  async fund(amountFen: number, change: Change = {}): Promise<string> {
    const fundId = await openFund(this.office.keeper, { unitId: units.county, sourceLevel: 'county', ...change });
    await ok(receive(this.office.keeper, fundId, amountFen));
    return fundId;
  }

  propose(asking: Asking, change: Change = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.office.proposer.post('/aids', proposalOf(asking, change), headers);
  }

  /** @returns the id of the aid. */
  async proposed(asking: Asking, change: Change = {}): Promise<string> {
    const { body } = await ok(this.propose(asking, change));
    return String(body.stream).slice('aid-'.length);
  }

  command(clerk: Clerk, aidId: string, action: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return clerk.post(`/aids/${aidId}/${action}`, body, headers);
  }

  review(aidId: string, clerk: Clerk = this.office.reviewer): Promise<Answer> {
    return this.command(clerk, aidId, 'pass-review', { reviewedOn: this.today });
  }

  approve(aidId: string, clerk: Clerk = this.office.approver, change: Change = {}): Promise<Answer> {
    return this.command(clerk, aidId, 'approve', { approvedOn: this.today, ...change });
  }

  async reviewed(asking: Asking, change: Change = {}): Promise<string> {
    const aidId = await this.proposed(asking, change);
    await ok(this.review(aidId));
    return aidId;
  }

  async granted(asking: Asking, change: Change = {}): Promise<string> {
    const aidId = await this.reviewed(asking, change);
    await ok(this.approve(aidId));
    return aidId;
  }

  /** Paid as a list of payments does it, without the list. */
  async pay(aidId: string, paidOn: string): Promise<void> {
    const { request } = await this.aid(aidId);
    const { householdId, fundId, payeePersonId: cardHolderPersonId, payeeName: holderName } = request;
    const card = { cardHolderPersonId, bankName: '演示银行', cardNumber: '9999990000000000000', holderName };
    const context = () => ({ ...testContext, today: this.today, by: 'payer-1', requestId: `pay-${++requests}` });
    const handle = this.streams.handle.bind(this.streams);
    await handle(aid, aidId, { type: 'PutAidInBatch', data: { batchId: 'batch-1', ...card } }, context());
    await handle(fund, fundId, { type: 'CommitAmount', data: { useId: aidId, committedOn: paidOn, reference: 'batch-1' } }, context());
    await handle(fund, fundId, { type: 'PayAmount', data: { useId: aidId, paidOn, voucher: '付-1' } }, context());
    await handle(aid, aidId, { type: 'RecordAidPayment', data: { batchId: 'batch-1', paidOn } }, context());
    await handle(entitlement, householdId, { type: 'RecordClaimPaid', data: { aidId, paidOn } }, context());
  }

  /** The aid as decisions know it. */
  async aid(aidId: string): Promise<KnownAid> {
    const { state } = await this.streams.load(aid, aidId);
    if (state.status === 'absent') throw new Error('there is no such aid');
    return state;
  }

  async fundNow(fundId: string): Promise<KnownFund> {
    const { state } = await this.streams.load(fund, fundId);
    if (state.status === 'absent') throw new Error('there is no such fund');
    return state;
  }

  async entitlement(householdId: string): Promise<Entitlement> {
    return (await this.streams.load(entitlement, householdId)).state;
  }

  /** All events of a stream. */
  async events(stream: string): Promise<readonly StoredEvent[]> {
    const found: StoredEvent[] = [];
    for await (const page of this.server.app.get(EventStore).readStream(stream)) found.push(...page);
    return found;
  }

  /** What was recorded of refused requests about a subject. */
  async refusals(subjectId: string): Promise<readonly StoredEvent['data'][]> {
    return (await this.events(`refusedRequest-${subjectId}`)).map(({ data }) => data);
  }
}
