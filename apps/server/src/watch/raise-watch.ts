import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import { riskKinds, severities, type RiskKind, type Severity } from '#domain/watch/watch.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';

/** Who may raise a case besides the rules. */
const raisers = ['caseworker', 'household'] as const;

export class RaiseWatchBody {
  @IsUUID('all') readonly householdId!: string;
  @IsIn(riskKinds) readonly kind!: RiskKind;
  @IsIn(severities) readonly severity!: Severity;
  @IsIn(hardshipCauses) readonly cause!: HardshipCause;
  @IsIn(raisers) readonly source!: (typeof raisers)[number];
  /** Help first, papers after: measures may be planned and delivered before the visit, which stays due. */
  @IsBoolean() readonly urgent!: boolean;
  /** What is known, in the words of who raises it. */
  @IsText(4000) readonly statement!: string;
}

export class RaiseWatch extends Command<Receipt> {
  constructor(
    readonly householdId: string,
    readonly body: RaiseWatchBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RaiseWatch)
export class RaiseWatchHandler implements ICommandHandler<RaiseWatch> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: RaiseWatch): Promise<Receipt> {
    const { householdId: _, ...said } = wish.body;
    return this.desk.act(wish, 'watch:enter', async ({ context, standing, termsOn }) => ({
      type: 'RaiseWatch',
      data: { ...said, file: await standing(), terms: termsOn(context.today) },
    }));
  }
}

@ApiTags('watches')
@Controller('watches')
export class RaiseWatchController {
  constructor(private readonly bus: CommandBus) {}

  /** 纳入监测:puts a household under watch, by a caseworker or because the household asked. */
  @Post()
  @Can('watch:enter')
  @ApiCreatedResponse({ type: ReceiptAnswer })
  raise(@Body() body: RaiseWatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RaiseWatch(body.householdId, body, caller));
  }
}
