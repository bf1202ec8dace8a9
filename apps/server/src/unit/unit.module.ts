import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { UnitCommand } from '#domain/unit/unit';
import { CloseUnitController, CloseUnitHandler } from './close-unit.js';
import { GetUnitController, GetUnitHandler } from './get-unit.query.js';
import { ListUnitsController, ListUnitsHandler } from './list-units.query.js';
import { MoveUnitController, MoveUnitHandler } from './move-unit.js';
import { RegisterUnitController, RegisterUnitHandler } from './register-unit.js';
import { RenameUnitController, RenameUnitHandler } from './rename-unit.js';
import { UnitDesk } from './unit-desk.js';

/** A command without a handler does not compile. */
const handlers = {
  RegisterUnit: RegisterUnitHandler,
  RenameUnit: RenameUnitHandler,
  MoveUnit: MoveUnitHandler,
  CloseUnit: CloseUnitHandler,
} satisfies Record<UnitCommand['type'], Type<ICommandHandler>>;

@Module({
  controllers: [
    CloseUnitController,
    GetUnitController,
    ListUnitsController,
    MoveUnitController,
    RegisterUnitController,
    RenameUnitController,
  ],
  providers: [...Object.values(handlers), GetUnitHandler, ListUnitsHandler, UnitDesk],
})
export class UnitModule {}
