import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { PolicyDesk } from './policy-desk.js';

export class SupersedePolicyBody {
  @IsInt() @Min(1) @Max(100_000) readonly version!: number;
  /** The first day on which it decides nothing any more. */
  @IsCalendarDate() readonly from!: string;
}

export class SupersedePolicy extends Command<Receipt> {
  constructor(
    readonly policyId: string,
    readonly body: SupersedePolicyBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(SupersedePolicy)
export class SupersedePolicyHandler implements ICommandHandler<SupersedePolicy> {
  constructor(private readonly desk: PolicyDesk) {}

  execute(wish: SupersedePolicy): Promise<Receipt> {
    const { policyId, body } = wish;
    return this.desk.act(wish, { type: 'SupersedePolicy', data: { policyId, ...body } });
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/supersede-policy')
export class SupersedePolicyController {
  constructor(private readonly bus: CommandBus) {}

  /** Withdraws a published version from a day on, without another in its place. */
  @Post()
  @HttpCode(200)
  @Can('policy:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  supersede(@Param('policyId') policyId: string, @Body() body: SupersedePolicyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new SupersedePolicy(policyId, body, caller));
  }
}
