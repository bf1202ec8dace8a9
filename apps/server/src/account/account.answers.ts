import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles, type HeldRole, type Role } from '#domain/account/account.events';
import type { AccountRow } from '#read-models/account-directory/account-directory';
import type { Page } from '#read-store/port';

export class HeldRoleAnswer implements HeldRole {
  @ApiProperty({ enum: roles }) readonly role!: Role;
  @ApiProperty() readonly unit!: string;
}

/** An account with the roles that the reader may know of. */
export class AccountAnswer implements AccountRow {
  @ApiProperty() readonly accountId!: string;
  @ApiProperty() readonly username!: string;
  @ApiProperty() readonly displayName!: string;
  @ApiProperty({ type: [HeldRoleAnswer] }) readonly roles!: readonly HeldRoleAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'of the first role' }) readonly unitId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the first one' }) readonly role!: string | null;
  @ApiProperty({ enum: ['active', 'disabled'] }) readonly status!: AccountRow['status'];
  @ApiProperty() readonly mustChangePassword!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly lockedUntil!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly lastSignedInAt!: string | null;
}

export class AccountPageAnswer implements Page<AccountRow> {
  @ApiProperty({ type: [AccountAnswer] }) readonly rows!: readonly AccountAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}
