import { Body, HttpCode, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { access } from '#domain/access/access';
import { revealableFields, type RevealableField } from '#domain/access/access.events';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { IsText } from '../platform/text.js';
import { CaseFileAnswer } from './case-file.answers.js';
import { CaseFiles } from './case-files.js';
import { FileRoute, HouseholdId } from './household-route.js';

export class RevealPersonalValuesBody {
  /** Why the values have to be seen. It is recorded with the name of who sees them, and names nobody's values itself. */
  @IsText(200) readonly reason!: string;
  /** Which kinds of values; all of them where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(revealableFields.length)
  @ArrayUnique()
  @IsIn(revealableFields, { each: true })
  readonly fields?: RevealableField[];
}

export class RevealPersonalValues extends Command<CaseFileAnswer> {
  constructor(
    readonly householdId: string,
    readonly body: RevealPersonalValuesBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RevealPersonalValues)
export class RevealPersonalValuesHandler implements ICommandHandler<RevealPersonalValues> {
  constructor(
    private readonly files: CaseFiles,
    private readonly streams: Streams,
  ) {}

  /** Nothing is shown before the look at it is on record. A request sent again shows the values again, so it is another look. */
  async execute({ householdId, body, caller }: RevealPersonalValues): Promise<CaseFileAnswer> {
    const file = await this.files.inReach(householdId, caller);
    const { expectedRevision: _, ...asked } = caller.contextIn('household:unmask', file.unitId);
    const context = { ...asked, requestId: asked.correlationId };
    const { reason, fields = revealableFields } = body;
    await this.streams.handle(access, householdId, { type: 'RevealPersonalValues', data: { householdId, fields, reason } }, context);
    return this.files.shown(file, fields);
  }
}

@FileRoute('reveal')
export class RevealPersonalValuesController {
  constructor(private readonly bus: CommandBus) {}

  /** The file with the kinds of values asked for in full. Every call is recorded, with its reason, before it is answered. */
  @Post()
  @HttpCode(200)
  @Can('household:unmask')
  @ApiOkResponse({ type: CaseFileAnswer })
  reveal(@HouseholdId() householdId: string, @Body() body: RevealPersonalValuesBody, @From() caller: Caller): Promise<CaseFileAnswer> {
    return this.bus.execute(new RevealPersonalValues(householdId, body, caller));
  }
}
