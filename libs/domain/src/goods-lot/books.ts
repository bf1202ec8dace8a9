import type { FundUseRecord } from '../fund/fund.state.js';
import { payableFen } from './goods-lot.js';
import type { KnownLot } from './goods-lot.state.js';

/** What the fund's book has for a lot, what it paid of that, and what the pieces cost that can be accounted for. */
export type LotBooks = Readonly<{ booksFen: number; bankFen: number; goodsFen: number; agree: boolean }>;

/** What the fund's book and its payments have to say, by how far the purchase is. */
const expected = (lot: KnownLot): Readonly<{ booksFen: number; bankFen: number }> => {
  switch (lot.status) {
    case 'ordered':
      return { booksFen: lot.totalFen, bankFen: 0 };
    case 'delivered':
      return { booksFen: payableFen(lot), bankFen: 0 };
    case 'paid':
      return { booksFen: payableFen(lot), bankFen: lot.paidFen };
    case 'cancelled':
      return { booksFen: 0, bankFen: 0 };
  }
};

/** 账账、账款、账物相符 (Pingdingshan 2019): books, bank and goods of one purchase, and whether they say the same. */
export const booksOf = (lot: KnownLot, inFund: Pick<FundUseRecord, 'stage' | 'amountFen'> | undefined): LotBooks => {
  const { onHand, reserved, issued, writtenOff } = lot.stock;
  const goodsFen = (onHand + reserved + issued + writtenOff) * lot.purchase.unitPriceFen;
  const booksFen = inFund && inFund.stage !== 'released' ? inFund.amountFen : 0;
  const bankFen = inFund?.stage === 'paid' ? inFund.amountFen : 0;
  const wanted = expected(lot);
  const agree = booksFen === wanted.booksFen && bankFen === wanted.bankFen && goodsFen === payableFen(lot);
  return { booksFen, bankFen, goodsFen, agree };
};
