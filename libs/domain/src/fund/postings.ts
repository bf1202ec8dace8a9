import type { Of } from '../kernel/message.js';
import { postingOf, type Balances, type FundAccount, type FundEvent, type MoneyMoved } from './fund.events.js';
import type { Book } from './fund.state.js';

/** Where a book keeps each account. */
const entryOf = {
  available: 'availableFen',
  reserved: 'reservedFen',
  committed: 'committedFen',
  received: 'receivedFen',
  transferred_in: 'transferredInFen',
  transferred_out: 'transferredOutFen',
  paid: 'paidFen',
  returned: 'returnedFen',
} as const satisfies Readonly<Record<FundAccount, keyof Book>>;

/** Accounts outside the pots that money comes from: they count what they gave. */
const isSource = (account: FundAccount): boolean => account === 'received' || account === 'transferred_in';

export const emptyBook: Book = {
  availableFen: 0,
  reservedFen: 0,
  committedFen: 0,
  receivedFen: 0,
  transferredInFen: 0,
  transferredOutFen: 0,
  paidFen: 0,
  returnedFen: 0,
};

export const movesMoney = (event: FundEvent): event is Of<FundEvent, MoneyMoved> => event.type in postingOf;

/** The two entries that an event changes, as they are after it. */
export const post = (book: Book, type: MoneyMoved, amountFen: number): Partial<Book> => {
  const { from, to } = postingOf[type];
  const [left, came] = [entryOf[from], entryOf[to]];
  return { [left]: book[left] + (isSource(from) ? amountFen : -amountFen), [came]: book[came] + amountFen };
};

/** What an event that moves money says of it: how much, and what is in each pot then. */
export const moved = (book: Book, type: MoneyMoved, amountFen: number): Readonly<{ amountFen: number; balances: Balances }> => {
  const { availableFen, reservedFen, committedFen } = { ...book, ...post(book, type, amountFen) };
  return { amountFen, balances: { availableFen, reservedFen, committedFen } };
};
