import { Module } from '@nestjs/common';
import { BoardRows } from './board-page.js';
import { CaseBoardController, CaseBoardHandler } from './case-board.query.js';
import { CountHouseholdsController, CountHouseholdsHandler } from './count-households.query.js';
import { SearchHouseholdsController, SearchHouseholdsHandler } from './search-households.query.js';

/** The reading side of the case files. */
@Module({
  controllers: [CaseBoardController, CountHouseholdsController, SearchHouseholdsController],
  providers: [BoardRows, CaseBoardHandler, CountHouseholdsHandler, SearchHouseholdsHandler],
})
export class CaseViewsModule {}
