import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { household } from '#domain/household/household';
import { archiveLevels, type ArchiveLevel } from '#domain/household/household.terms';
import { addDays } from '#domain/kernel/calendar';
import type { Context } from '#domain/kernel/decider';
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
import { IsUnitCode } from '../platform/unit-code.js';
import { CausesBody } from './fact.bodies.js';
import { FILE_NUMBER } from './file-number.js';
import { PrincipalBody } from './person.bodies.js';
import { Persons } from './persons.js';

export class ApplyForHouseholdBody {
  /** The union that keeps the file. */
  @IsUnitCode() readonly unitId!: string;
  @IsOptional() @IsString() @Matches(FILE_NUMBER) readonly fileNumber?: string;
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
    private readonly persons: Persons,
  ) {}

  async execute({ body, caller }: ApplyForHousehold): Promise<Receipt> {
    const context = caller.contextIn('household:enter', body.unitId);
    // Ids follow from the request, so that a retry finds the file it made.
    const householdId = uuidFrom('household', context.by, context.requestId);
    // Asked before anybody is claimed: the person may be in another file by now, and the answer is still the first one.
    const first = (await this.streams.load(household, householdId)).answered(context);
    if (first) return first;
    const data = this.application(body, householdId, context);
    return this.claims.during(householdId, [{ idHash: data.principal.idHash, as: 'principal' }], context, () =>
      this.streams.handle(household, householdId, { type: 'ApplyForHousehold', data }, context),
    );
  }

  private application(
    { principal, causes, temporary = false, ...application }: ApplyForHouseholdBody,
    householdId: string,
    { requestId, by }: Context,
  ) {
    const { rules } = this.directory.rulesFor(application.unitId, application.appliedOn);
    return {
      ...application,
      householdId,
      temporary,
      surveyDueOn: addDays(application.appliedOn, rules.surveyWithinDays),
      principal: { ...principal, ...this.persons.identity(principal.idNumber), personId: uuidFrom('person', by, requestId) },
      ...(causes && { causes }),
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
