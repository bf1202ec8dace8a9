import fc from 'fast-check';
import { entitlement } from '../entitlement/entitlement.js';
import type { EntitlementCommand } from '../entitlement/entitlement.commands.js';
import type { EntitlementEvent } from '../entitlement/entitlement.events.js';
import type { Entitlement } from '../entitlement/entitlement.state.js';
import type { Context, Decider } from '../kernel/decider.js';
import type { DomainEvent, Message } from '../kernel/message.js';
import { Refusal } from '../kernel/refusal.js';
import { starterAidRules } from '../policy/starter-aid-rules.js';
import { starterRules } from '../policy/starter-policy.js';
import { card, subject, today } from '../testing/sample-aid.js';
import { testContext } from '../testing/scenario.js';
import { aidDecisionFor } from './aid-decision-for.js';
import type { AidCommand } from './aid.commands.js';
import { aidPersonal, type AidEvent, type AidRequest } from './aid.events.js';
import { aid } from './aid.js';
import type { Aid } from './aid.state.js';
import type { AidItem, ApprovalLevel } from './aid.terms.js';

/** Caps so tight that random sums meet them: each item has every kind. */
const LIMITS = { time: 60, person_year: 100, household_year: 150 } as const;
const items: readonly AidItem[] = ['living_aid', 'warmth', 'temporary_aid'];
const caps = items.flatMap((item) =>
  (['time', 'person_year', 'household_year'] as const).map((per) => ({
    ...{ capId: `${item}-${per}`.replaceAll('_', '-'), item, per, source: 'of the spec' },
    limit: { kind: 'fixed' as const, fen: LIMITS[per] },
  })),
);
const approvals = starterAidRules.approvals.map((step) => ({ ...step, aboveFen: step.level === 'county' ? 0 : 30, needsDocument: false }));
const rules = { ...starterRules, aid: { ...starterAidRules, caps, approvals, itemsPerYear: {}, countsAsIncome: [] } };

/** One household at work: its entitlement, its aids, and all that happened to them. */
type City = { entitlement: Entitlement; aids: Map<string, Aid>; claims: EntitlementEvent[]; happened: Map<string, AidEvent[]> };
type Step = Readonly<{ aidId: string; by: string }> &
  (
    | Readonly<{ kind: 'ask'; request: Pick<AidRequest, 'item' | 'amountFen' | 'payeePersonId' | 'basis' | 'proposedOn'> }>
    | Readonly<{ kind: 'agree'; level: ApprovalLevel }>
    | Readonly<{ kind: 'batch'; batchId: string; what: 'put' | 'take' | 'pay' | 'bounce' }>
    | Readonly<{ kind: 'review' | 'return' | 'reject' | 'cancel' | 'sign' | 'claw-back' }>
    | Readonly<{ kind: 'recover'; recoveryId: string; amountFen: number }>
  );

const ROLES: Readonly<Record<ApprovalLevel, string>> = {
  county: 'county_approver',
  city: 'rights_dept_officer',
  province: 'rights_dept_officer',
  national: 'rights_dept_officer',
};

/** Decides as the server does: a refusal changes nothing. */
const attempt = <State, Command extends Message, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  state: State,
  command: Command,
  context: Context,
): Readonly<{ state: State; events: readonly Event[]; refused: boolean }> => {
  try {
    const events = decider.decide(command, state, context);
    return { state: events.reduce((folded, event) => decider.evolve(folded, event, context), state), events, refused: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { state, events: [], refused: true };
  }
};

const onAid = (city: City, aidId: string, command: AidCommand, context: Context): boolean => {
  const { state, events, refused } = attempt(aid, city.aids.get(aidId) ?? aid.initial, command, context);
  city.aids.set(aidId, state);
  city.happened.set(aidId, [...(city.happened.get(aidId) ?? []), ...events]);
  return !refused;
};
const onEntitlement = (city: City, command: EntitlementCommand, context: Context): boolean => {
  const { state, events, refused } = attempt(entitlement, city.entitlement, command, context);
  city.entitlement = state;
  city.claims.push(...events);
  return !refused;
};

const usual = subject({ rules });
const decisionOn = ({ entitlement: counted }: City, request: AidRequest) => {
  const decided = aidDecisionFor({ ...usual, request, entitlement: counted });
  return { ...decided, fund: { ...decided.fund!, purpose: request.item } };
};

/** A proposal or its revision: counted first, then proposed with the caps of its claim. */
const ask = (city: City, step: Extract<Step, { kind: 'ask' }>, context: Context): void => {
  const { aidId } = step;
  const ids = { aidId, householdId: 'h1', unitId: 'U1', fundId: 'f1', form: 'cash', payeeName: '高娟', urgent: false } as const;
  const request: AidRequest = { ...ids, ...step.request };
  const before = city.aids.get(aidId);
  const decided = decisionOn(city, request);
  const round = before && before.status !== 'absent' ? before.round + 1 : 1;
  const proposal = (): AidCommand => {
    const data = { ...request, decision: decided, caps: city.entitlement.claims.get(aidId)?.caps ?? [] };
    return round === 1 ? { type: 'ProposeAid', data } : { type: 'ReviseAid', data: { ...data, round } };
  };
  if (attempt(aid, before ?? aid.initial, proposal(), context).refused) return;
  const claim = { request, decision: decided };
  const command: EntitlementCommand =
    round === 1 ? { type: 'ClaimEntitlement', data: claim } : { type: 'ReviseClaim', data: { ...claim, round } };
  if (onEntitlement(city, command, context) && !onAid(city, aidId, proposal(), context)) throw new Error('counted, yet not proposed');
};

const agree = (city: City, { aidId, level, by }: Extract<Step, { kind: 'agree' }>, context: Context): void => {
  const known = city.aids.get(aidId);
  if (!known || known.status === 'absent') return;
  const decided = decisionOn(city, known.request);
  const at = { ...context, role: ROLES[level] };
  const approval = { level, by, approvedOn: today };
  if (!onAid(city, aidId, { type: 'ApproveAid', data: { level, approvedOn: today, decision: decided } }, at))
    onAid(city, aidId, { type: 'GrantAid', data: { aidId, round: known.round, approval, decision: decided } }, at);
};

const onBatch = ({ batchId, what }: Extract<Step, { kind: 'batch' }>): AidCommand => {
  switch (what) {
    case 'put':
      return { type: 'PutAidInBatch', data: { batchId, cardHolderPersonId: 'p1', ...card } };
    case 'take':
      return { type: 'TakeAidFromBatch', data: { batchId, cause: 'fund-closed' } };
    case 'pay':
      return { type: 'RecordAidPayment', data: { batchId, paidOn: today } };
    case 'bounce':
      return { type: 'RecordAidBounce', data: { batchId, bouncedOn: today, reason: 'account_closed' } };
  }
};

const release = (
  city: City,
  aidId: string,
  cause: 'rejected' | 'cancelled' | 'clawed_back',
  context: Context,
  amountFen?: number,
): void => {
  const releaseId = `${aidId}:${cause}:${city.claims.length}`;
  onEntitlement(city, { type: 'ReleaseClaim', data: { aidId, cause, releaseId, ...(amountFen !== undefined && { amountFen }) } }, context);
};

/** What follows an end of an aid, or money of it that came back. */
const follow = (city: City, aidId: string, context: Context, before: number): void => {
  for (const event of (city.happened.get(aidId) ?? []).slice(before)) {
    if (event.type === 'AidRejected') release(city, aidId, 'rejected', context);
    if (event.type === 'AidCancelled') release(city, aidId, 'cancelled', context);
    if (event.type === 'ClawBackReceived') release(city, aidId, 'clawed_back', context, event.data.amountFen);
    if (event.type === 'AidPaid') onEntitlement(city, { type: 'RecordClaimPaid', data: { aidId, paidOn: today } }, context);
  }
};

const simple = {
  review: { type: 'ReviewAid', data: { reviewedOn: today } },
  return: { type: 'ReturnAid', data: { returnedOn: today, explanation: '缺收入证明' } },
  reject: { type: 'RejectAid', data: { rejectedOn: today, reasonKind: 'not_needed' } },
  cancel: { type: 'CancelAid', data: { cancelledOn: today, reasonKind: 'asked_by_worker' } },
  sign: { type: 'SignAidReceipt', data: { signedOn: today, proof: 'signature' } },
  'claw-back': { type: 'OrderClawBack', data: { orderedOn: today, amountFen: 5, reasonKind: 'paid_in_error' } },
} satisfies Readonly<Record<string, AidCommand>>;

const run = (city: City, step: Step): void => {
  const { aidId, by } = step;
  const context = { ...testContext, by };
  const before = city.happened.get(aidId)?.length ?? 0;
  if (step.kind === 'ask') ask(city, step, context);
  else if (step.kind === 'agree') agree(city, step, context);
  else if (step.kind === 'batch') onAid(city, aidId, onBatch(step), context);
  else if (step.kind === 'recover') {
    const { recoveryId, amountFen } = step;
    onAid(city, aidId, { type: 'RecordClawBack', data: { recoveryId, receivedOn: today, amountFen, voucher: '记-2022-0009' } }, context);
  } else onAid(city, aidId, simple[step.kind], context);
  follow(city, aidId, context, before);
};

const requests = fc.record({
  item: fc.constantFrom(...items),
  amountFen: fc.integer({ min: 1, max: 70 }),
  payeePersonId: fc.constantFrom('p1', 'p1', 'p2'),
  basis: fc.constantFrom('a', 'b', 'c', 'd'),
  proposedOn: fc.constantFrom('2022-02-28', today),
});
const who = { aidId: fc.constantFrom('aid-1', 'aid-2', 'aid-3'), by: fc.constantFrom('a1', 'a2', 'a3', 'a4') };
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...who, kind: fc.constant('ask' as const), request: requests }) },
  { weight: 3, arbitrary: fc.record({ ...who, kind: fc.constant('review' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({ ...who, kind: fc.constant('agree' as const), level: fc.constantFrom<ApprovalLevel>('county', 'city') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...who,
      kind: fc.constant('batch' as const),
      batchId: fc.constantFrom('b1', 'b2'),
      what: fc.constantFrom('put' as const, 'put' as const, 'take' as const, 'pay' as const, 'bounce' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...who, kind: fc.constantFrom('return', 'reject', 'cancel', 'sign', 'claw-back', 'claw-back') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...who,
      kind: fc.constant('recover' as const),
      recoveryId: fc.constantFrom('r1', 'r2'),
      amountFen: fc.integer({ min: 1, max: 9 }),
    }),
  },
);

const sumBy = <Item>(all: readonly Item[], keyOf: (item: Item) => string, of: (item: Item) => number): number[] => {
  const sums = new Map<string, number>();
  for (const item of all) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + of(item));
  return [...sums.values()];
};

/** What must hold, by name: the names that do not. */
const broken = (laws: Readonly<Record<string, boolean>>): string[] => Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));

const isDistinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

const brokenCaps = ({ entitlement: { claims } }: City): string[] => {
  const live = [...claims.values()].filter(({ amountFen }) => amountFen > 0);
  const fen = ({ amountFen }: (typeof live)[number]) => amountFen;
  const byPerson = sumBy(live, ({ request, year }) => `${request.item} ${year} ${request.payeePersonId}`, fen);
  const byHousehold = sumBy(live, ({ request, year }) => `${request.item} ${year}`, fen);
  return broken({
    'no time above its cap': live.every(({ amountFen }) => amountFen <= LIMITS.time),
    'no person above the cap of a year': byPerson.every((sum) => sum <= LIMITS.person_year),
    'no household above the cap of a year': byHousehold.every((sum) => sum <= LIMITS.household_year),
    'nothing aided twice': isDistinct(live.map(({ request }) => `${request.item} ${request.payeePersonId} ${request.basis}`)),
  });
};

const brokenBy = (city: City, aidId: string): string[] => {
  const known = city.aids.get(aidId);
  if (!known || known.status === 'absent') return [];
  const happened = city.happened.get(aidId) ?? [];
  const cameBackFen = happened.reduce((sum, event) => sum + (event.type === 'ClawBackReceived' ? event.data.amountFen : 0), 0);
  const ended = known.status === 'rejected' || known.status === 'cancelled';
  const keptFen = ended ? 0 : known.request.amountFen - cameBackFen;
  return broken({
    'paid at most once': happened.filter(({ type }) => type === 'AidPaid').length <= 1,
    'no more back than was paid': cameBackFen <= known.paidFen,
    'one part for each person': isDistinct([...known.proposedBy, ...known.reviewedBy, ...known.approvedBy]),
    'one level for each approver': isDistinct(known.approvals.map(({ by }) => by)),
    'counted for what it gave': city.entitlement.claims.get(aidId)?.amountFen === keptFen,
  });
};

const histories = fc.array(steps, { minLength: 40, maxLength: 200, size: 'max' });
const emptyCity = (): City => ({ entitlement: entitlement.initial, aids: new Map(), claims: [], happened: new Map() });

describe('aids of one household, whatever is tried with them', () => {
  it('keep every cap, are paid at most once, by people who each had one part, and are counted for what they gave', () => {
    fc.assert(
      fc.property(histories, (tried) => {
        const city = emptyCity();
        const faults = tried.flatMap((step) => {
          run(city, step);
          return [...brokenCaps(city), ...brokenBy(city, step.aidId)];
        });
        expect(faults).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('go through all that can happen to money', () => {
    const happened = fc.sample(histories, { seed: 7, numRuns: 200 }).flatMap((tried) => {
      const city = emptyCity();
      for (const step of tried) run(city, step);
      return [...city.happened.values()].flat().map(({ type }) => type);
    });
    const outside = ['AidHandedOver', 'AidPapersCompleted'];
    expect([...new Set(happened)].sort()).toEqual(
      Object.keys(aidPersonal)
        .filter((type) => !outside.includes(type))
        .sort(),
    );
  });
});
