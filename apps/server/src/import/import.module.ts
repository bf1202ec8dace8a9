import { Module } from '@nestjs/common';
import { CancelImportController, CancelImportHandler } from './cancel-import.js';
import { GetImportController, GetImportHandler } from './get-import.query.js';
import { GetVerdictsController, GetVerdictsHandler } from './get-verdicts.query.js';
import { ImportDesk } from './import-desk.js';
import { ImportJobs } from './import-jobs.js';
import { ImporterModule } from './importer.module.js';
import { ListImportsController, ListImportsHandler } from './list-imports.query.js';
import { StartImportController, StartImportHandler } from './start-import.js';

@Module({
  imports: [ImporterModule],
  controllers: [CancelImportController, GetImportController, GetVerdictsController, ListImportsController, StartImportController],
  providers: [CancelImportHandler, GetImportHandler, GetVerdictsHandler, ImportDesk, ImportJobs, ListImportsHandler, StartImportHandler],
})
export class ImportModule {}
