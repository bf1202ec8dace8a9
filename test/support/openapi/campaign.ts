import fc from 'fast-check';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import type { TestServer } from '../server.js';
import type { Cast } from './cast.js';
import { operationsOf, resolverOf, type OpenApiDocument, type Operation, type Resolve } from './document.js';
import { faultsOf } from './oracle.js';
import { send, type RawAnswer } from './raw-request.js';
import { requestsTo, type Planned } from './requests.js';

/** Answers of rules: allowed, refused, too late, and not there by its own name. */
const isDecided = ({ status, text }: RawAnswer): boolean =>
  status < 300 || status === 409 || status === 412 || (status === 404 && !text.includes('"code":"not-found"'));

/** What a refused request may leave behind: a failed sign-in is counted, a claim that came to nothing is taken back, what money was wished for and refused is remembered. */
const LEFT_BEHIND = new Set([
  'SignInFailed',
  'AccountLocked',
  'IdentityClaimed',
  'IdentityReleased',
  'RequestRefused',
  'UsernameClaimed',
  'UsernameReleased',
]);

export type Plan = Cast &
  Readonly<{
    server: TestServer;
    document: OpenApiDocument;
    /** Only routes whose name holds this. */
    routes: string;
    seed: number;
    /** Requests to each route. */
    runs: number;
  }>;

/** How one route took it. */
export type Outcome = Readonly<{
  operation: string;
  fault: string | undefined;
  decided: number;
  statuses: Readonly<Record<number, number>>;
}>;

type Judgement = Readonly<{ answer: RawAnswer; faults: readonly string[] }>;

/** Sends requests made from the document to every route, and says of each route what went wrong first. */
export class Campaign {
  private readonly resolve: Resolve;
  private readonly events: EventStore;

  constructor(private readonly plan: Plan) {
    this.resolve = resolverOf(plan.document);
    this.events = plan.server.app.get(EventStore);
  }

  async run(): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const wanted = operationsOf(this.plan.document).filter(({ name }) => name.includes(this.plan.routes));
    for (const operation of wanted) outcomes.push(await this.attack(operation));
    return outcomes;
  }

  private async attack(operation: Operation): Promise<Outcome> {
    const { known, senders, seed, runs } = this.plan;
    const statuses: Record<number, number> = {};
    let decided = 0;
    const requests = requestsTo(operation, { known, resolve: this.resolve, senders });
    const property = fc.asyncProperty(requests, async (planned) => {
      const { answer, faults } = await this.judge(operation, planned);
      const { status, text } = answer;
      if (isDecided(answer)) decided += 1;
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (faults.length > 0) throw new Error(`${status}: ${faults.join('; ')} in ${text.slice(0, 1_000)}`);
    });
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: runs, interruptAfterTimeLimit: 60_000 });
    const fault = failed ? `${String(errorInstance)}\n${JSON.stringify(counterexample).slice(0, 3_000)}` : undefined;
    return { operation: operation.name, fault, decided, statuses };
  }

  private async judge(operation: Operation, planned: Planned): Promise<Judgement> {
    const head = await this.events.head();
    const answer = await this.sent(planned);
    const written = answer.status >= 400 ? await this.writtenFor(answer, head) : [];
    return { answer, faults: [...faultsOf(operation, answer, this.resolve), ...written] };
  }

  private async sent({ request, sender }: Planned): Promise<RawAnswer> {
    const { server, sessions } = this.plan;
    const token = sender === undefined ? undefined : ((await sessions.get(sender)?.()) ?? sender);
    const headers = token === undefined ? request.headers : { authorization: `Bearer ${token}`, ...request.headers };
    return send(server.url, { ...request, headers });
  }

  /** Events that a refused request wrote all the same; others may write in the meantime. */
  private async writtenFor({ text }: RawAnswer, head: string): Promise<readonly string[]> {
    const request = /urn:nuanliu:request:([0-9a-f-]+)/.exec(text)?.[1];
    const mine: StoredEvent[] = [];
    for await (const page of this.events.readAll({ after: head })) mine.push(...page.filter(({ meta }) => meta.correlationId === request));
    return mine.filter(({ type }) => !LEFT_BEHIND.has(type)).map(({ type }) => `wrote ${type}`);
  }
}
