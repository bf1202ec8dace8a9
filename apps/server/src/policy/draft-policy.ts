import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { instanceToPlain } from 'class-transformer';
import type { PolicyContent } from '#domain/policy/policy.events';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Nested } from '../platform/nested.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { IsText } from '../platform/text.js';
import { PolicyDesk } from './policy-desk.js';
import { IsArea, RulesBody } from './rules.bodies.js';

export class DraftPolicyBody {
  @IsText(200) readonly title!: string;
  @IsArea() readonly area!: string;
  @IsCalendarDate() readonly effectiveFrom!: string;
  @Nested(() => RulesBody) readonly rules!: RulesBody;
}

export class DraftPolicy extends Command<Receipt> {
  constructor(
    readonly policyId: string,
    readonly body: DraftPolicyBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(DraftPolicy)
export class DraftPolicyHandler implements ICommandHandler<DraftPolicy> {
  constructor(private readonly desk: PolicyDesk) {}

  execute(wish: DraftPolicy): Promise<Receipt> {
    const { policyId, body } = wish;
    const content = instanceToPlain(body, { exposeUnsetFields: false }) as PolicyContent;
    return this.desk.draft(wish, body.area, { type: 'DraftPolicy', data: { policyId, ...content } });
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/draft-policy')
export class DraftPolicyController {
  constructor(private readonly bus: CommandBus) {}

  /** Writes the next version of a policy down, or writes its draft anew. It decides nothing until a second person publishes it. */
  @Post()
  @HttpCode(200)
  @Can('policy:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  draft(@Param('policyId') policyId: string, @Body() body: DraftPolicyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DraftPolicy(policyId, body, caller));
  }
}
