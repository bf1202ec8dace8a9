import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { PolicyDesk } from './policy-desk.js';

export class DiscardDraft extends Command<Receipt> {
  constructor(
    readonly policyId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(DiscardDraft)
export class DiscardDraftHandler implements ICommandHandler<DiscardDraft> {
  constructor(private readonly desk: PolicyDesk) {}

  execute(wish: DiscardDraft): Promise<Receipt> {
    return this.desk.act(wish, { type: 'DiscardPolicyDraft', data: { policyId: wish.policyId } });
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/discard-draft')
export class DiscardDraftController {
  constructor(private readonly bus: CommandBus) {}

  /** Throws the draft away. */
  @Post()
  @HttpCode(200)
  @Can('policy:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  discard(@Param('policyId') policyId: string, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DiscardDraft(policyId, caller));
  }
}
