import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import { dataSources, type DataSource } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class AuthoriseDataChecksBody {
  @IsCalendarDate() readonly signedOn!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(dataSources.length)
  @ArrayUnique()
  @IsIn(dataSources, { each: true })
  readonly scope!: DataSource[];
  /** Person ids of those who signed, the worker among them. */
  @IsArray() @ArrayMaxSize(30) @ArrayUnique() @IsUUID('all', { each: true }) readonly signedBy!: string[];
}

export class AuthoriseDataChecks extends FileCommand<AuthoriseDataChecksBody> {}

@CommandHandler(AuthoriseDataChecks)
export class AuthoriseDataChecksHandler implements ICommandHandler<AuthoriseDataChecks> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: AuthoriseDataChecks): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'AuthoriseDataChecks', data: wish.body }));
  }
}

@FileRoute('authorise-data-checks')
export class AuthoriseDataChecksController {
  constructor(private readonly bus: CommandBus) {}

  /** 授权书:records which departments the worker and his family allow to be asked. */
  @PostCommand('household:enter')
  authorise(@HouseholdId() householdId: string, @Body() body: AuthoriseDataChecksBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new AuthoriseDataChecks(householdId, body, caller));
  }
}
