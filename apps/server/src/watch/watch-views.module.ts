import { Module } from '@nestjs/common';
import { CountWatchesController, CountWatchesHandler } from './count-watches.query.js';
import { ExportWatchesController, ExportWatchesHandler } from './export-watches.query.js';
import { ListWatchesController, ListWatchesHandler } from './list-watches.query.js';
import { OpenWatchController, OpenWatchHandler } from './open-watch.query.js';
import { WatchRows } from './watch-rows.js';
import { WatchModule } from './watch.module.js';

/** The reading side of watch cases. */
@Module({
  imports: [WatchModule],
  controllers: [CountWatchesController, ExportWatchesController, ListWatchesController, OpenWatchController],
  providers: [CountWatchesHandler, ExportWatchesHandler, ListWatchesHandler, OpenWatchHandler, WatchRows],
})
export class WatchViewsModule {}
