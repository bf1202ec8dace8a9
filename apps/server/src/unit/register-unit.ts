import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { unit } from '#domain/unit/unit';
import { unitKinds, type UnitKind } from '#domain/unit/unit.events';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { IsUnitName } from './unit.fields.js';
import { UnitDesk } from './unit-desk.js';

export class RegisterUnitBody {
  @IsUnitCode() readonly code!: string;
  /** Only a city union has none. */
  @IsOptional() @IsUnitCode() readonly parent?: string;
  @IsIn(unitKinds) readonly kind!: UnitKind;
  @IsUnitName() readonly name!: string;
}

export class RegisterUnit extends Command<Receipt> {
  constructor(
    readonly body: RegisterUnitBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RegisterUnit)
export class RegisterUnitHandler implements ICommandHandler<RegisterUnit> {
  constructor(
    private readonly streams: DirectoryStreams,
    private readonly desk: UnitDesk,
  ) {}

  /** A new unit is the business of who reaches its parent; the root, of who holds a role in it before it is there. */
  async execute({ body, caller }: RegisterUnit): Promise<Receipt> {
    const context = caller.contextIn('unit:write', body.parent ?? body.code);
    const parentStatus = body.parent === undefined ? 'absent' : await this.desk.statusOf(body.parent);
    return this.streams.handle(unit, body.code, { type: 'RegisterUnit', data: { ...body, parentStatus } }, context);
  }
}

@ApiTags('units')
@Controller('units')
export class RegisterUnitController {
  constructor(private readonly bus: CommandBus) {}

  /** Adds a union to the tree. */
  @Post()
  @Can('unit:write')
  @ApiCreatedResponse({ type: ReceiptAnswer })
  register(@Body() body: RegisterUnitBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RegisterUnit(body, caller));
  }
}
