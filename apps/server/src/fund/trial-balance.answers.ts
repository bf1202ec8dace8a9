import { ApiProperty } from '@nestjs/swagger';
import { fundAccounts, type FundAccount } from '#domain/fund/fund.events';
import { fundSources, type FundSource } from '#domain/fund/fund.terms';
import { discrepancyKinds, type Discrepancy } from './recount.js';

/** One account: what the entries gave it and took from it, what is left by that, and what the funds are shown with. */
export class BalancedAccountAnswer {
  @ApiProperty({ enum: fundAccounts }) readonly account!: FundAccount;
  @ApiProperty() readonly debitFen!: number;
  @ApiProperty() readonly creditFen!: number;
  @ApiProperty() readonly balanceFen!: number;
  @ApiProperty() readonly statedFen!: number;
}

/** A trial balance of some funds. */
export class TrialBalanceSumsAnswer {
  @ApiProperty() readonly funds!: number;
  @ApiProperty() readonly entries!: number;
  @ApiProperty({ type: [BalancedAccountAnswer] }) readonly accounts!: readonly BalancedAccountAnswer[];
  @ApiProperty() readonly debitFen!: number;
  @ApiProperty() readonly creditFen!: number;
  /** What the stated balances of all accounts add up to: zero. */
  @ApiProperty() readonly differenceFen!: number;
  /** Sent by these funds and not yet received by others. */
  @ApiProperty() readonly onTheirWayFen!: number;
}

export class TrialBalanceRowAnswer extends TrialBalanceSumsAnswer {
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: fundSources }) readonly source!: FundSource;
  @ApiProperty() readonly year!: number;
}

export class DiscrepancyAnswer implements Discrepancy {
  @ApiProperty({ enum: discrepancyKinds }) readonly kind!: Discrepancy['kind'];
  @ApiProperty({ format: 'uuid' }) readonly fundId!: string;
  @ApiProperty({ type: Number, nullable: true }) readonly revision!: number | null;
  @ApiProperty({ enum: fundAccounts }) readonly account!: FundAccount;
  @ApiProperty() readonly statedFen!: number;
  @ApiProperty() readonly addedFen!: number;
}

export class TrialBalanceAnswer {
  /** No discrepancy and no difference anywhere. */
  @ApiProperty() readonly balanced!: boolean;
  /** By unit, source and year. */
  @ApiProperty({ type: [TrialBalanceRowAnswer] }) readonly rows!: readonly TrialBalanceRowAnswer[];
  @ApiProperty({ type: TrialBalanceSumsAnswer }) readonly total!: TrialBalanceSumsAnswer;
  /** The first hundred. */
  @ApiProperty({ type: [DiscrepancyAnswer] }) readonly discrepancies!: readonly DiscrepancyAnswer[];
}
