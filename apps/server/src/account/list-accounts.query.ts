import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { roles, type Role } from '#domain/account/account.events';
import { accountDirectory, type AccountRow } from '#read-models/account-directory/account-directory';
import type { Condition, Page } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Views } from '../platform/views.js';
import { asSeenBy, idsWithin } from './account-reach.js';
import { AccountPageAnswer } from './account.answers.js';

export class ListAccountsQuery extends PageQuery {
  /** Only who holds this role. */
  @IsOptional() @IsIn(roles) readonly role?: Role;
  /** Only who holds a role in this very unit. */
  @IsOptional() @IsString() @MaxLength(32) readonly unit?: string;
  @IsOptional() @IsIn(['active', 'disabled']) readonly status?: AccountRow['status'];
  /** Beginning of the username. */
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9._-]{1,32}$/) readonly username?: string;
}

export class ListAccounts extends Query<Page<AccountRow>> {
  constructor(
    readonly query: ListAccountsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: ListAccounts): Promise<Page<AccountRow>> {
    const accounts = await this.views.of(accountDirectory.collection, query.after);
    if (query.after !== undefined) await this.directory.shows(query.after);
    const where = this.conditionsOf(query, caller);
    const sort = { field: 'username', direction: 'asc' } as const;
    const { rows, ...page } = await accounts.find({ where, sort, limit: query.limit, ...query.cursorPart() });
    return { rows: rows.map((row) => asSeenBy(caller, row)), ...page };
  }

  /** An account holds many roles and the view one row of it; who holds which is asked of the directory, which knows all accounts. */
  private conditionsOf({ role, unit, status, username }: ListAccountsQuery, caller: Caller): Record<string, Condition> {
    const wanted =
      role === undefined && unit === undefined
        ? undefined
        : (held: Readonly<{ role: Role; unit: string }>) => (role ?? held.role) === held.role && (unit ?? held.unit) === held.unit;
    const ids = idsWithin(this.directory.accounts(), caller, wanted);
    return {
      ...(ids ? { accountId: { in: ids } } : {}),
      ...(status === undefined ? {} : { status: { eq: status } }),
      ...(username === undefined ? {} : { username: { prefix: username } }),
    };
  }
}

@ApiTags('accounts')
@Controller('accounts')
export class ListAccountsController {
  constructor(private readonly bus: QueryBus) {}

  /** The accounts that hold a role within the caller's reach, by username. */
  @Get()
  @Can('account:read')
  @ApiOkResponse({ type: AccountPageAnswer })
  list(@QueryOf() query: ListAccountsQuery, @From() caller: Caller): Promise<Page<AccountRow>> {
    return this.bus.execute(new ListAccounts(query, caller));
  }
}
