import { Controller, Delete, HttpCode } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { account } from '#domain/account/account';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { SignedIn } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';

export class SignOut extends Command<Receipt> {
  constructor(readonly caller: Caller) {
    super();
  }
}

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(private readonly streams: DirectoryStreams) {}

  execute({ caller }: SignOut): Promise<Receipt> {
    const { accountId } = caller;
    return this.streams.handle(account, accountId, { type: 'EndSessions', data: { accountId } }, caller.ownContext());
  }
}

@ApiTags('sessions')
@Controller('sessions')
export class SignOutController {
  constructor(private readonly bus: CommandBus) {}

  /** Ends every session of the caller's account, this one too: tokens are not kept, so one alone cannot be taken back. */
  @Delete()
  @SignedIn(true)
  @HttpCode(200)
  @ApiOkResponse({ type: ReceiptAnswer })
  signOut(@From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new SignOut(caller));
  }
}
