import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { unit } from '#domain/unit/unit';
import { unitKinds, type UnitKind } from '#domain/unit/unit.events';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';

const UNIT_CODE = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;

export class RegisterUnitBody {
  @IsString() @MaxLength(32) @Matches(UNIT_CODE) readonly code!: string;
  @IsOptional() @IsString() @MaxLength(32) @Matches(UNIT_CODE) readonly parent?: string;
  @IsIn(unitKinds) readonly kind!: UnitKind;
  @IsString() @MinLength(1) @MaxLength(100) readonly name!: string;
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
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  async execute({ body, caller }: RegisterUnit): Promise<Receipt> {
    const parentStatus = body.parent === undefined ? 'absent' : (await this.streams.load(unit, body.parent)).state.status;
    const data = { ...body, parentStatus };
    const receipt = await this.streams.handle(unit, body.code, { type: 'RegisterUnit', data }, caller.contextFor('unit:write'));
    await this.directory.reached(receipt.position);
    return receipt;
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
