import { Module } from '@nestjs/common';
import { HouseholdTakeover } from './household-takeover.js';
import { ImportFolder } from './import-folder.js';
import { Importer } from './importer.js';
import { UnitTakeover } from './unit-takeover.js';

/** What the server and the command line import with. */
@Module({ providers: [HouseholdTakeover, ImportFolder, Importer, UnitTakeover], exports: [ImportFolder, Importer] })
export class ImporterModule {}
