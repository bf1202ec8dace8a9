import { Controller, Get } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { roles, type Role } from '#domain/account/account.events';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { SignedIn, permissionsOf, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';

export class OwnRoleAnswer {
  @ApiProperty({ enum: roles }) readonly role!: Role;
  @ApiProperty() readonly unit!: string;
  @ApiProperty({ type: String, nullable: true }) readonly unitName!: string | null;
  @ApiProperty({ type: [String] }) readonly permissions!: readonly Permission[];
}

export class OwnAccountAnswer {
  @ApiProperty() readonly accountId!: string;
  @ApiProperty() readonly username!: string;
  @ApiProperty() readonly displayName!: string;
  @ApiProperty() readonly mustChangePassword!: boolean;
  @ApiProperty({ type: [OwnRoleAnswer] }) readonly roles!: readonly OwnRoleAnswer[];
}

export class GetOwnAccount extends Query<OwnAccountAnswer> {
  constructor(readonly caller: Caller) {
    super();
  }
}

@QueryHandler(GetOwnAccount)
export class GetOwnAccountHandler implements IQueryHandler<GetOwnAccount> {
  constructor(private readonly directory: Directory) {}

  async execute({ caller }: GetOwnAccount): Promise<OwnAccountAnswer> {
    const known = this.directory.account(caller.accountId);
    if (!known) throw notFound();
    const { accountId, username, displayName, mustChangePassword } = known;
    return { accountId, username, displayName, mustChangePassword, roles: this.rolesOf(caller) };
  }

  private rolesOf({ roles }: Caller): OwnRoleAnswer[] {
    return roles.map(({ role, unit }) => ({
      role,
      unit,
      unitName: this.directory.unit(unit)?.name ?? null,
      permissions: permissionsOf[role],
    }));
  }
}

@ApiTags('accounts')
@Controller('accounts/me')
export class GetOwnAccountController {
  constructor(private readonly bus: QueryBus) {}

  /** Who the caller is, and what he may do in which unit. */
  @Get()
  @SignedIn(true)
  @ApiOkResponse({ type: OwnAccountAnswer })
  get(@From() caller: Caller): Promise<OwnAccountAnswer> {
    return this.bus.execute(new GetOwnAccount(caller));
  }
}
