import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { aidItems, type AidItem } from '#domain/aid/aid.terms';
import { fundAccounts, type Donor, type FundAccount, type MoneyMoved } from '#domain/fund/fund.events';
import { fundTypes, transferKinds, useKinds, type FundType, type TransferKind, type UseKind } from '#domain/fund/fund.terms';
import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import { donorKinds } from './fund.bodies.js';
import { entryKinds } from './ledger-filter.js';

const words = { type: String, nullable: true } as const;

/** One entry: from where to where, on whose word, and what was in each pot then. Names of persons are masked. */
export class LedgerEntryAnswer implements Omit<LedgerRow, 'donorId'> {
  @ApiProperty() readonly entryId!: string;
  @ApiProperty({ format: 'uuid' }) readonly fundId!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ format: 'date' }) readonly occurredOn!: string;
  @ApiProperty({ format: 'date-time' }) readonly recordedAt!: string;
  @ApiProperty({ enum: entryKinds }) readonly kind!: MoneyMoved;
  @ApiProperty({ enum: fundAccounts }) readonly from!: FundAccount;
  @ApiProperty({ enum: fundAccounts }) readonly to!: FundAccount;
  @ApiProperty() readonly amountFen!: number;
  /** The running balances. */
  @ApiProperty() readonly availableFen!: number;
  @ApiProperty() readonly reservedFen!: number;
  @ApiProperty() readonly committedFen!: number;
  @ApiProperty(words) readonly voucher!: string | null;
  @ApiProperty(words) readonly document!: string | null;
  @ApiProperty({ enum: useKinds, nullable: true }) readonly useKind!: UseKind | null;
  /** The aid's or the goods lot's id. */
  @ApiProperty(words) readonly useId!: string | null;
  @ApiProperty({ enum: aidItems, nullable: true }) readonly item!: AidItem | null;
  @ApiProperty(words) readonly householdId!: string | null;
  /** Whom the aid is for, masked. */
  @ApiProperty({ ...words, example: '高*' }) readonly personName!: string | null;
  @ApiProperty({ enum: fundTypes, nullable: true }) readonly fundType!: FundType | null;
  @ApiProperty({ enum: donorKinds, nullable: true }) readonly donorKind!: Donor['kind'] | null;
  @ApiProperty(words) readonly donorName!: string | null;
  @ApiProperty(words) readonly payee!: string | null;
  @ApiProperty({ enum: transferKinds, nullable: true }) readonly transferKind!: TransferKind | null;
  @ApiProperty(words) readonly transferId!: string | null;
  @ApiProperty(words) readonly otherFundId!: string | null;
  /** The unit whose fund gave the money or got it. */
  @ApiProperty(words) readonly otherUnitName!: string | null;
  @ApiProperty(words) readonly cause!: string | null;
  /** Account id of who did it. */
  @ApiProperty() readonly by!: string;
  /** His name. */
  @ApiProperty() readonly byName!: string;
}

export class LedgerPageAnswer {
  @ApiProperty({ type: [LedgerEntryAnswer] }) readonly rows!: readonly LedgerEntryAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}
