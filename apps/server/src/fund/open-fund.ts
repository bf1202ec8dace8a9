import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { fund } from '#domain/fund/fund';
import type { FundOpening } from '#domain/fund/fund.commands';
import { fundPurposes, fundSources, sourceLevels, type FundPurpose, type FundSource, type SourceLevel } from '#domain/fund/fund.terms';
import { require } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { fundIdOf } from '../platform/money/fund-id.js';
import { OptionalNested } from '../platform/nested.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { recordingRefusals } from '../platform/refusals.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { FundConditionsBody } from './fund.bodies.js';
import { calendarYear } from './periods.js';

export class OpenFundBody {
  /** 资金来源:where the money comes from. */
  @IsIn(fundSources) readonly source!: FundSource;
  /** Whose money it is by level. */
  @IsIn(sourceLevels) readonly sourceLevel!: SourceLevel;
  /** 资金用途:one aid item, or `hardship_aid`. */
  @IsIn(fundPurposes) readonly purpose!: FundPurpose;
  /** The union that keeps it. */
  @IsUnitCode() readonly unitId!: string;
  @IsInt() @Min(2000) @Max(2100) readonly year!: number;
  /** First day on which it may be spent; by itself 1 January of the year. */
  @IsOptional() @IsCalendarDate() readonly validFrom?: string;
  /** Last day on which it may be spent; by itself 31 December of the year. */
  @IsOptional() @IsCalendarDate() readonly validUntil?: string;
  @OptionalNested(() => FundConditionsBody) readonly conditions?: FundConditionsBody;
}

export class OpenFund extends Command<Receipt> {
  constructor(
    readonly body: OpenFundBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(OpenFund)
export class OpenFundHandler implements ICommandHandler<OpenFund> {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  async execute({ body, caller }: OpenFund): Promise<Receipt> {
    const { unitId } = body;
    const context = caller.contextIn('fund:keep', unitId);
    const fundId = fundIdOf(body);
    const about = { subject: 'fund', subjectId: fundId, unitId, command: 'OpenFund', context } as const;
    return recordingRefusals(this.streams, about, async () => {
      // A retry gets its first answer, whatever the policy says by now.
      const first = (await this.streams.load(fund, fundId)).answered(context);
      if (first) return first;
      const data = this.opening(body, fundId, context.today);
      return this.streams.handle(fund, fundId, { type: 'OpenFund', data }, context);
    });
  }

  /** What the policy in force says of the source goes into the fund and stays with it. @throws {Refusal} `no-policy-in-force`, `no-aid-rules` */
  private opening({ source, sourceLevel, purpose, unitId, year, conditions, ...period }: OpenFundBody, fundId: string, today: string) {
    require(this.directory.unit(unitId)?.status === 'open', 'unit-closed', { code: unitId });
    const { rules, policyVersion } = this.directory.rulesFor(unitId, today);
    require(rules.aid !== undefined, 'no-aid-rules', { policyVersion });
    const opening: FundOpening = {
      ...{ fundId, source, sourceLevel, purpose, unitId, year },
      ...calendarYear(year),
      ...(period.validFrom !== undefined && { validFrom: period.validFrom }),
      ...(period.validUntil !== undefined && { validUntil: period.validUntil }),
      conditions: { ...conditions },
      carriesOver: rules.aid.carriesOver.includes(source),
      nationalFilesOnly: rules.aid.nationalFilesOnly.includes(sourceLevel),
    };
    return opening;
  }
}

@ApiTags('funds')
@Controller('funds')
export class OpenFundController {
  constructor(private readonly bus: CommandBus) {}

  /** 专款专用:opens the book of one fund, of which there is one for each source, level, purpose, unit and year. */
  @Post()
  @Can('fund:keep')
  @ApiCreatedResponse({ type: ReceiptAnswer })
  open(@Body() body: OpenFundBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new OpenFund(body, caller));
  }
}
