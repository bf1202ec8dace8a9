import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.js';
import { amounts, courses, days, ids, moneyCommands, spendingCommands } from '../testing/fund-arbitraries.js';
import { opening, today } from '../testing/sample-fund.js';
import { testContext } from '../testing/scenario.js';
import type { FundCommand, FundCommandData, FundOpening } from './fund.commands.js';
import { fundAccounts, postingOf, type FundAccount, type FundEvent } from './fund.events.js';
import { fund } from './fund.js';
import type { Fund, KnownFund } from './fund.state.js';
import { itemsOf, transferKinds, type TransferKind } from './fund.terms.js';
import { movesMoney } from './postings.js';

/**
 * Random commands on four funds that send one another money: a county union's, two base unions' below it and the county's of the
 * next year. The model knows nothing of the decider: it keeps every event and adds up from the start what an auditor would.
 */
const openings: readonly FundOpening[] = [
  opening({ conditions: { perHouseholdMaxFen: 40_000 } }),
  opening({ fundId: 'f2', unitId: 'U1', nationalFilesOnly: true }),
  opening({ fundId: 'f3', unitId: 'U2' }),
  opening({ fundId: 'f1-2023', year: 2023, validFrom: '2023-01-01', validUntil: '2023-12-31' }),
];

type Journey = Readonly<{ from: number; to: number; data: FundCommandData['SendTransfer']; received: boolean }>;
type Books = { readonly events: FundEvent[][]; readonly journeys: Map<string, Journey> };
type World = { readonly states: Fund[]; readonly touched: Set<number> };
type Outcome = Readonly<{ events: readonly FundEvent[] } | { code: string }>;

const meta = { ...testContext };
const evolve = (state: Fund, event: FundEvent): Fund => fund.evolve(state, event, meta);

const outcomeOf = (state: Fund, command: FundCommand): Outcome => {
  try {
    return { events: fund.decide(command, state, testContext) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code };
  }
};

const accountsOf = (events: readonly FundEvent[]): Record<FundAccount, number> => {
  const sums = Object.fromEntries(fundAccounts.map((account) => [account, 0])) as Record<FundAccount, number>;
  for (const event of events.filter(movesMoney)) {
    const { from, to } = postingOf[event.type];
    sums[from] -= event.data.amountFen;
    sums[to] += event.data.amountFen;
  }
  return sums;
};

const spentOnHouseholds = (events: readonly FundEvent[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { type, data } of events) {
    if (type !== 'AmountReserved' && type !== 'ReservationReleased' && type !== 'PaymentRecovered') continue;
    if (data.householdId === undefined) continue;
    sums[data.householdId] = (sums[data.householdId] ?? 0) + (type === 'AmountReserved' ? data.amountFen : -data.amountFen);
  }
  return sums;
};

const expectBook = (state: KnownFund, events: readonly FundEvent[]): void => {
  const sums = accountsOf(events);
  const { availableFen, reservedFen, committedFen, receivedFen, transferredInFen, transferredOutFen, paidFen, returnedFen } = state;
  expect(Object.values(sums).reduce((total, sum) => total + sum, 0)).toBe(0);
  expect([availableFen, reservedFen, committedFen]).toEqual([sums.available, sums.reserved, sums.committed]);
  expect([receivedFen + sums.received, transferredInFen + sums.transferred_in]).toEqual([0, 0]);
  expect([transferredOutFen, paidFen, returnedFen]).toEqual([sums.transferred_out, sums.paid, sums.returned]);
  for (const held of [availableFen, reservedFen, committedFen, transferredOutFen, paidFen, returnedFen])
    expect(held).toBeGreaterThanOrEqual(0);
  const last = events.findLast(movesMoney);
  if (last) expect(last.data.balances).toEqual({ availableFen, reservedFen, committedFen });
};

const expectUses = (state: KnownFund, events: readonly FundEvent[]): void => {
  expect(Object.fromEntries(state.byHousehold)).toEqual(spentOnHouseholds(events));
  const paid = events.flatMap((event) => (event.type === 'AmountPaid' ? [event.data.useId] : []));
  expect(new Set(paid).size).toBe(paid.length);
  const held = (stage: string) => [...state.uses.values()].reduce((sum, use) => sum + (use.stage === stage ? use.amountFen : 0), 0);
  expect([held('reserved'), held('committed')]).toEqual([state.reservedFen, state.committedFen]);
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Out of all funds went what came into them, and what is still under way. */
const expectTransfers = (known: readonly KnownFund[], journeys: Books['journeys']): void => {
  const open = known.flatMap(({ sent }) => [...sent.values()]).filter(({ stage }) => stage === 'on_its_way');
  const underWay = open.filter(({ transferId }) => !journeys.get(transferId)?.received);
  const [out, came] = [
    sum(known.map(({ transferredOutFen }) => transferredOutFen)),
    sum(known.map(({ transferredInFen }) => transferredInFen)),
  ];
  expect(out).toBe(came + sum(underWay.map(({ amountFen }) => amountFen)));
  expect(sum(known.map(({ onTheirWayFen }) => onTheirWayFen))).toBe(sum(open.map(({ amountFen }) => amountFen)));
};

/** Set aside for a use and not released since, be it committed or paid by now. */
const setAside = (events: readonly FundEvent[], useId: string): number =>
  events.reduce((total, { type, data }) => {
    if (type === 'AmountReserved' && data.useId === useId) return total + data.amountFen;
    return type === 'ReservationReleased' && data.useId === useId ? total - data.amountFen : total;
  }, 0);

/** What the rules say of a reservation, told from the events alone. */
const mayReserve = (events: readonly FundEvent[], place: number, wish: FundCommandData['ReserveAmount']): boolean => {
  const { conditions, validFrom, validUntil, purpose, nationalFilesOnly } = openings[place]!;
  const bound = events.some((event) => event.type === 'TransferReceived' && event.data.nationalFilesOnly);
  const words = events.flatMap((event) =>
    event.type === 'TransferReceived' ? [event.data.conditions?.perHouseholdMaxFen ?? Infinity] : [],
  );
  const limit = Math.min(conditions.perHouseholdMaxFen ?? Infinity, ...words);
  return (
    events.length > 0 &&
    !events.some(({ type }) => type === 'FundClosed') &&
    setAside(events, wish.useId) === 0 &&
    wish.amountFen > 0 &&
    itemsOf(purpose).includes(wish.item) &&
    validFrom <= wish.reservedOn &&
    wish.reservedOn <= validUntil &&
    (wish.archiveLevel === 'national' || !(nationalFilesOnly || bound)) &&
    (spentOnHouseholds(events)[wish.householdId!] ?? 0) + wish.amountFen <= limit &&
    wish.amountFen <= accountsOf(events).available
  );
};

/** Decides, folds and audits; the same on a state folded anew says the same, and said twice it adds nothing. */
const act = (books: Books, world: World, place: number, command: FundCommand): Outcome => {
  const history = books.events[place]!;
  const outcome = outcomeOf(world.states[place]!, command);
  expect(outcomeOf(history.reduce(evolve, fund.initial), command)).toEqual(outcome);
  if (command.type === 'ReserveAmount' && !('events' in outcome && outcome.events.length === 0))
    expect('events' in outcome).toBe(mayReserve(history, place, command.data));
  if (!('events' in outcome)) return outcome;
  history.push(...outcome.events);
  world.states[place] = outcome.events.reduce(evolve, world.states[place]!);
  world.touched.add(place);
  const again = outcomeOf(world.states[place], command);
  if ('events' in again) expect(again.events).toEqual([]);
  return outcome;
};

const audit = (books: Books, world: World): void => {
  for (const place of world.touched) {
    const [state, events] = [world.states[place]!, books.events[place]!];
    if (state.status === 'absent') throw new Error('what happened to a fund opened none');
    expectBook(state, events);
    expectUses(state, events);
    expect(state.revision).toBe(events.length - 1);
  }
  world.touched.clear();
  const known = world.states.filter((state) => state.status !== 'absent');
  expectTransfers(known, books.journeys);
};

const receivingOf = ({ data, from }: Journey, sent: FundEvent): FundCommandData['ReceiveTransfer'] => {
  if (sent.type !== 'TransferSent') throw new Error('not sent');
  const { transferId, kind, amountFen, document, toFundId, to, toPeriod, conditions, carriesOver, nationalFilesOnly } = sent.data;
  const arriving = { fundId: toFundId, ...to, ...toPeriod, conditions, carriesOver, nationalFilesOnly };
  const { fundId: fromFundId, unitId: fromUnitId } = openings[from]!;
  return { transferId, kind, amountFen, document, opening: arriving, fromFundId, fromUnitId, receivedOn: data.sentOn };
};

/** What the server does with money under way: hand it over, settle it, or turn it back where it was refused. */
const deliver = (books: Books, world: World, transferId: string): void => {
  const journey = books.journeys.get(transferId);
  if (!journey) return;
  const { from, to, received } = journey;
  if (received) return void act(books, world, from, { type: 'SettleTransfer', data: { transferId } });
  const sent = books.events[from]!.find((event) => event.type === 'TransferSent' && event.data.transferId === transferId)!;
  const outcome = act(books, world, to, { type: 'ReceiveTransfer', data: receivingOf(journey, sent) });
  if ('events' in outcome) return void books.journeys.set(transferId, { ...journey, received: true });
  act(books, world, from, { type: 'ReverseTransfer', data: { transferId, cause: outcome.code } });
};

const step = (name: string, run: (books: Books, world: World) => void): fc.Command<Books, World> => ({
  check: () => true,
  run: (books, world) => {
    run(books, world);
    audit(books, world);
  },
  toString: () => name,
});

const places = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);

const command = (commands: fc.Arbitrary<FundCommand>): fc.Arbitrary<fc.Command<Books, World>> =>
  fc
    .tuple(places, commands)
    .map(([place, wish]) => step(`${place}: ${JSON.stringify(wish)}`, (books, world) => void act(books, world, place, wish)));

const money = command(moneyCommands);
const spending = command(spendingCommands);
const wholeCourse = fc.tuple(places, courses).map(([place, wishes]) =>
  step(`${place}: ${JSON.stringify(wishes)}`, (books, world) => {
    for (const wish of wishes) act(books, world, place, wish);
  }),
);

const beginningAndEnd = fc
  .tuple(places, fc.boolean())
  .map(([place, opens]): [number, FundCommand] => [
    place,
    opens ? { type: 'OpenFund', data: openings[place]! } : { type: 'CloseFund', data: { closedOn: today } },
  ])
  .map(([place, wish]) => step(`${wish.type} ${place}`, (books, world) => void act(books, world, place, wish)));

type Way = readonly [from: number, to: number, kind: TransferKind];
const ways = fc.oneof(
  fc.constantFrom<Way>([0, 1, 'allocation'], [0, 2, 'allocation'], [1, 0, 'take_back'], [2, 0, 'take_back'], [0, 3, 'carry_over']),
  fc.tuple(places, places, fc.constantFrom(...transferKinds)),
);

const sending = fc.tuple(ways, ids, amounts, days).map(([[from, to, kind], id, amountFen, sentOn]) =>
  step(`${from} sends ${to} ${amountFen} (${kind} ${id})`, (books, world) => {
    const transferId = `t-${from}-${id}`;
    const data = { transferId, kind, amountFen, document: '文号', to: openings[to]!, sentOn };
    const outcome = act(books, world, from, { type: 'SendTransfer', data });
    if ('events' in outcome && outcome.events.length > 0) books.journeys.set(transferId, { from, to, data, received: false });
  }),
);
const delivering = fc
  .tuple(places, ids)
  .map(([from, id]) => step(`deliver t-${from}-${id}`, (books, world) => deliver(books, world, `t-${from}-${id}`)));

const firstReceipt = { receiptId: 'first', fundType: 'own_union_budget', amountFen: 200_000, voucher: '记-0', receivedOn: today } as const;

const beginning = (): { model: Books; real: World } => {
  const model: Books = { events: openings.map(() => []), journeys: new Map() };
  const real: World = { states: openings.map(() => fund.initial), touched: new Set() };
  act(model, real, 0, { type: 'OpenFund', data: openings[0]! });
  act(model, real, 1, { type: 'OpenFund', data: openings[1]! });
  act(model, real, 0, { type: 'ReceiveAmount', data: firstReceipt });
  return { model, real };
};

describe('any commands on funds that send one another money', () => {
  it('leave books that are never below zero, add up, and pay nothing twice', () => {
    const seen = new Set<string>();
    const steps = [beginningAndEnd, money, spending, spending, spending, wholeCourse, sending, delivering];
    fc.assert(
      fc.property(fc.commands(steps, { maxCommands: 150, size: 'max' }), (chosen) => {
        const made = beginning();
        fc.modelRun(() => made, chosen);
        for (const { type } of made.model.events.flat()) seen.add(type);
      }),
      { numRuns: 80 },
    );
    expect([...seen].sort()).toEqual([...Object.keys(postingOf), 'FundOpened', 'TransferSettled', 'FundClosed'].sort());
  });
});
