import { fund } from '#domain/fund/fund';
import { postingOf, type FundEvent, type MoneyMoved } from '#domain/fund/fund.events';
import type { Fund } from '#domain/fund/fund.state';
import type { Envelope } from '#event-store/port';
import type { Answered } from './clients.js';

/** The log as a test looks at it: events by the key of their request, by stream and type. */
export const ledgerOf = (events: readonly Envelope[]) => {
  const byStream = new Map<string, Envelope[]>();
  for (const event of events) byStream.set(event.stream, [...(byStream.get(event.stream) ?? []), event]);
  const funds = [...byStream].filter(([stream]) => stream.startsWith('fund-'));
  return { events, byStream, funds };
};

export type Ledger = ReturnType<typeof ledgerOf>;

/** Acknowledged commands that do not stand in the log exactly once. */
export const notOnce = ({ events, byStream }: Ledger, answered: readonly Answered[]): readonly object[] => {
  const ofRequest = new Map<string, number>();
  for (const { type, meta } of events) {
    const place = `${meta.requestId} ${type}`;
    ofRequest.set(place, (ofRequest.get(place) ?? 0) + 1);
  }
  const timesOf = ({ key, move, body }: Answered): number => {
    const stream = move.stream ?? String(body.stream);
    const isOfFund = stream.startsWith('fund-');
    return isOfFund
      ? (ofRequest.get(`${key} ${move.leaves}`) ?? 0)
      : (byStream.get(stream) ?? []).filter(({ type }) => type === move.leaves).length;
  };
  return answered
    .filter(({ status, move }) => status < 300 && move.leaves !== '')
    .map((each) => ({ key: each.key, move: each.move.name, times: timesOf(each) }))
    .filter(({ times }) => times !== 1);
};

/** Streams in which something stands more often than it may: aids, uses of money and transfers. */
export const tooOften = ({ byStream, funds }: Ledger): readonly string[] => {
  const once = ['AidProposed', 'AidGranted', 'AidPaid', 'AidRejected', 'AidCancelled'];
  const inAids = [...byStream].flatMap(([stream, events]) =>
    once.flatMap((type) => (events.filter((event) => event.type === type).length > 1 ? [`${stream} ${type}`] : [])),
  );
  const payments = funds.flatMap(([, events]) =>
    events.filter(({ type }) => type === 'AmountPaid').map(({ data }) => String(data['useId'])),
  );
  const paidTwice = payments.filter((useId, place) => payments.indexOf(useId) !== place);
  return [...inAids, ...paidTwice];
};

type Outcome = Readonly<{ aidId: string; outcome: 'paid' | 'bounced' }>;

/** Answers of the bank that were taken in and are not booked in their aid. */
export const notBooked = ({ byStream }: Ledger): readonly string[] =>
  [...byStream].flatMap(([stream, events]) => {
    const batchId = stream.slice('paymentBatch-'.length);
    const told = events.filter(({ type }) => type === 'BankResultImported').flatMap(({ data }) => data['outcomes'] as readonly Outcome[]);
    const isBooked = ({ aidId, outcome }: Outcome): boolean =>
      (byStream.get(`aid-${aidId}`) ?? []).filter(
        ({ type, data }) => type === (outcome === 'paid' ? 'AidPaid' : 'AidBounced') && data['batchId'] === batchId,
      ).length === 1;
    return told.filter((outcome) => !isBooked(outcome)).map(({ aidId }) => `${stream} ${aidId}`);
  });

/** What all funds together have in a pot, by the log. */
export const totalOf = ({ funds }: Ledger, account: string): number =>
  funds.reduce((sum, [, events]) => sum + (accountsOf(events)[account] ?? 0), 0);

type Sums = Readonly<Record<string, number>>;

/** Every account of a fund, added up from its entries alone. */
const accountsOf = (events: readonly Envelope[]): Sums => {
  const sums: Record<string, number> = {};
  for (const { type, data } of events) {
    const posting = postingOf[type as MoneyMoved] as (typeof postingOf)[MoneyMoved] | undefined;
    if (!posting) continue;
    const amountFen = Number(data['amountFen']);
    sums[posting.from] = (sums[posting.from] ?? 0) - amountFen;
    sums[posting.to] = (sums[posting.to] ?? 0) + amountFen;
  }
  return sums;
};

/** A fund as its decider knows it. */
const stateOf = (events: readonly Envelope[]): Fund =>
  events.reduce<Fund>((state, { type, data, meta }) => fund.evolve(state, { type, data } as unknown as FundEvent, meta), fund.initial);

/** What does not add up: pots against entries, pots below zero, what was sent against what arrived. */
export const faultsOfBooks = ({ funds }: Ledger): readonly string[] => {
  const books = funds.map(([stream, events]) => ({ stream, accounts: accountsOf(events), state: stateOf(events) }));
  const wrong = books.flatMap(({ stream, accounts, state }) => {
    if (state.status === 'absent') return [`${stream} is absent`];
    const pots = { available: state.availableFen, reserved: state.reservedFen, committed: state.committedFen };
    return Object.entries(pots).flatMap(([pot, fen]) => (fen === (accounts[pot] ?? 0) && fen >= 0 ? [] : [`${stream} ${pot} ${fen}`]));
  });
  const total = (account: string): number => books.reduce((sum, { accounts }) => sum + (accounts[account] ?? 0), 0);
  const onTheWay = total('transferred_out') + total('transferred_in');
  return onTheWay === 0 ? wrong : [...wrong, `${onTheWay} fen left one fund and reached no other`];
};
