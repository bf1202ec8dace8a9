import { Controller, Get, Param, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { accountDirectory, type AccountRow } from '#read-models/account-directory/account-directory';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import { asSeenBy } from './account-reach.js';
import { AccountAnswer } from './account.answers.js';

export class GetAccount extends Query<AccountRow> {
  constructor(
    readonly accountId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(private readonly views: Views) {}

  async execute({ accountId, after, caller }: GetAccount): Promise<AccountRow> {
    const stored = await (await this.views.of(accountDirectory.collection, after)).get(accountId);
    if (!stored) throw notFound();
    const units = stored.row.roles.map(({ unit }) => unit);
    if (!caller.reachesAny('account:read', units)) throw notFound();
    return asSeenBy(caller, stored.row);
  }
}

@ApiTags('accounts')
@Controller('accounts')
export class GetAccountController {
  constructor(private readonly bus: QueryBus) {}

  /** One account, with the roles it holds within the caller's reach. */
  @Get(':accountId')
  @Can('account:read')
  @ApiOkResponse({ type: AccountAnswer })
  get(@Param('accountId') accountId: string, @QueryOf() { after }: AfterQuery, @From() caller: Caller): Promise<AccountRow> {
    return this.bus.execute(new GetAccount(accountId, after, caller));
  }
}
