import type { FundAccount, MoneyMoved } from '#domain/fund/fund.events';
import type { FundPurpose, FundSource, FundType, SourceLevel } from '#domain/fund/fund.terms';
import { aidTerms } from '#read-models/aid-terms';
import { word, type WordsFor } from '#read-models/word';

/** 资金来源 (Pingdingshan 2019). */
export const sourceWords: WordsFor<FundSource> = {
  central_finance: word('中央财政', 'central finance'),
  local_finance: word('地方财政', 'local finance'),
  union_funds: word('工会经费', 'union funds'),
  social_donation: word('社会捐助', 'donations'),
  account_interest: word('专户利息', 'account interest'),
  other_lawful: word('其他合法来源', 'other lawful sources'),
};

export const levelWords: WordsFor<SourceLevel> = {
  central: word('中央', 'central'),
  provincial: word('省级', 'provincial'),
  city: word('市级', 'city'),
  county: word('县级', 'county'),
  base: word('基层', 'base union'),
};

/** 资金性质 (Shandong 2019). */
export const typeWords: WordsFor<FundType> = {
  fiscal: word('财政拨款', 'fiscal'),
  upper_union_grant: word('上级工会补助', 'grant of the upper union'),
  own_union_budget: word('本级工会列支', 'own budget'),
  donation: word('社会捐助', 'donation'),
  employer_administrative: word('行政拨付', 'of the employer'),
  other: word('其他', 'other'),
};

export const purposeWords: WordsFor<FundPurpose> = { ...aidTerms.aidItem, hardship_aid: word('困难职工帮扶', 'hardship aid') };

export const entryWords: WordsFor<MoneyMoved> = {
  AmountReceived: word('收入', 'received'),
  TransferSent: word('拨出', 'transferred out'),
  TransferReversed: word('拨出退回', 'transfer turned back'),
  TransferReceived: word('拨入', 'transferred in'),
  AmountReserved: word('预留', 'reserved'),
  ReservationReleased: word('取消预留', 'reservation released'),
  AmountCommitted: word('列支', 'committed'),
  CommitmentWithdrawn: word('取消列支', 'commitment withdrawn'),
  AmountPaid: word('支付', 'paid'),
  PaymentRecovered: word('追回', 'recovered'),
  AmountReturned: word('退回', 'returned'),
};

export const accountWords: WordsFor<FundAccount> = {
  available: word('可用', 'available'),
  reserved: word('已预留', 'reserved'),
  committed: word('已列支', 'committed'),
  received: word('收入', 'received'),
  transferred_in: word('拨入', 'transferred in'),
  transferred_out: word('拨出', 'transferred out'),
  paid: word('已支付', 'paid'),
  returned: word('已退回', 'returned'),
};
