import { Module } from '@nestjs/common';
import { BoardRows } from './board-page.js';
import { CaseBoardController, CaseBoardHandler } from './case-board.query.js';
import { OpenCaseFileController, OpenCaseFileHandler } from './case-file.query.js';
import { CaseFiles } from './case-files.js';
import { CaseTimelineController, CaseTimelineHandler } from './case-timeline.query.js';
import { CountHouseholdsController, CountHouseholdsHandler } from './count-households.query.js';
import { WritePublicNoticeController, WritePublicNoticeHandler } from './public-notice.query.js';
import { ExportBoardController, ExportBoardHandler } from './export-board.query.js';
import { PolicyEffectsController, PolicyEffectsHandler } from './policy-effects.query.js';
import { RevealPersonalValuesController, RevealPersonalValuesHandler } from './reveal-personal-values.js';
import { SearchHouseholdsController, SearchHouseholdsHandler } from './search-households.query.js';

/** The reading side of the case files. */
@Module({
  controllers: [
    CaseBoardController,
    CaseTimelineController,
    CountHouseholdsController,
    ExportBoardController,
    OpenCaseFileController,
    PolicyEffectsController,
    RevealPersonalValuesController,
    SearchHouseholdsController,
    WritePublicNoticeController,
  ],
  providers: [
    BoardRows,
    CaseBoardHandler,
    CaseFiles,
    CaseTimelineHandler,
    CountHouseholdsHandler,
    ExportBoardHandler,
    OpenCaseFileHandler,
    PolicyEffectsHandler,
    RevealPersonalValuesHandler,
    SearchHouseholdsHandler,
    WritePublicNoticeHandler,
  ],
})
export class CaseViewsModule {}
