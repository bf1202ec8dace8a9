import { Module } from '@nestjs/common';
import { ListUnitsController, ListUnitsHandler } from './list-units.query.js';
import { RegisterUnitController, RegisterUnitHandler } from './register-unit.js';

@Module({
  controllers: [ListUnitsController, RegisterUnitController],
  providers: [ListUnitsHandler, RegisterUnitHandler],
})
export class UnitModule {}
