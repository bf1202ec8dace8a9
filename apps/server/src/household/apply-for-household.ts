import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { household } from '#domain/household/household';
import { archiveLevels, hardshipCauses, type ArchiveLevel, type HardshipCause } from '#domain/household/household.terms';
import { addDays } from '#domain/kernel/calendar';
import type { Context } from '#domain/kernel/decider';
import { EventStore } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { IdentityClaims } from '../platform/identity-claims.js';
import { Nested, OptionalNested } from '../platform/nested.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { PrincipalBody, identityFrom } from './person.bodies.js';

export class CausesBody {
  @IsIn(hardshipCauses) readonly main!: HardshipCause;
  @IsArray() @ArrayMaxSize(3) @ArrayUnique() @IsIn(hardshipCauses, { each: true }) readonly secondary!: HardshipCause[];
}

export class ApplyForHouseholdBody {
  /** The union that keeps the file. */
  @IsString() @MaxLength(32) readonly unitId!: string;
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9-]{1,40}$/) readonly fileNumber?: string;
  @IsIn(archiveLevels) readonly archiveLevel!: ArchiveLevel;
  /** A temporary aid file, to be made formal later. */
  @IsOptional() @IsBoolean() readonly temporary?: boolean;
  @IsCalendarDate() readonly appliedOn!: string;
  @Nested(() => PrincipalBody) readonly principal!: PrincipalBody;
  @OptionalNested(() => CausesBody) readonly causes?: CausesBody;
}

export class ApplyForHousehold extends Command<Receipt> {
  constructor(
    readonly body: ApplyForHouseholdBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ApplyForHousehold)
export class ApplyForHouseholdHandler implements ICommandHandler<ApplyForHousehold> {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly claims: IdentityClaims,
    private readonly events: EventStore,
  ) {}

  async execute({ body, caller }: ApplyForHousehold): Promise<Receipt> {
    const context = caller.contextIn('household:enter', body.unitId);
    // Ids follow from the request, so that a retry finds the file it made.
    const householdId = uuidFrom('household', context.by, context.requestId);
    const idHash = this.events.keyring.identityHash(identityFrom(body.principal.idNumber).idNumber);
    return this.claims.during(householdId, [{ idHash, as: 'principal' }], context, () =>
      this.streams.handle(
        household,
        householdId,
        { type: 'ApplyForHousehold', data: this.application(body, householdId, idHash, context) },
        context,
      ),
    );
  }

  private application(
    { principal, causes, temporary = false, ...application }: ApplyForHouseholdBody,
    householdId: string,
    idHash: string,
    { requestId, by }: Context,
  ) {
    const { rules } = this.directory.rulesFor(application.unitId, application.appliedOn);
    return {
      ...application,
      householdId,
      temporary,
      surveyDueOn: addDays(application.appliedOn, rules.surveyWithinDays),
      principal: { ...principal, ...identityFrom(principal.idNumber), personId: uuidFrom('person', by, requestId), idHash },
      ...(causes ? { causes: { ...causes } } : {}),
    };
  }
}

@ApiTags('households')
@Controller('households')
export class ApplyForHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** 申报:enters a worker's application; the file begins with it. */
  @Post()
  @Can('household:enter')
  @ApiCreatedResponse({ type: ReceiptAnswer })
  apply(@Body() body: ApplyForHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ApplyForHousehold(body, caller));
  }
}
