import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { PolicyDesk } from './policy-desk.js';

export class PublishPolicyBody {
  /** Number of the draft as it was read, so that nobody publishes what he has not seen. */
  @IsInt() @Min(1) @Max(100_000) readonly version!: number;
}

export class PublishPolicy extends Command<Receipt> {
  constructor(
    readonly policyId: string,
    readonly body: PublishPolicyBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(PublishPolicy)
export class PublishPolicyHandler implements ICommandHandler<PublishPolicy> {
  constructor(private readonly desk: PolicyDesk) {}

  execute(wish: PublishPolicy): Promise<Receipt> {
    const { policyId, body } = wish;
    return this.desk.act(wish, { type: 'PublishPolicy', data: { policyId, ...body } });
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/publish-policy')
export class PublishPolicyController {
  constructor(private readonly bus: CommandBus) {}

  /** Makes the draft a version that decides from its first day on. Whoever wrote the draft cannot publish it. */
  @Post()
  @HttpCode(200)
  @Can('policy:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  publish(@Param('policyId') policyId: string, @Body() body: PublishPolicyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new PublishPolicy(policyId, body, caller));
  }
}
