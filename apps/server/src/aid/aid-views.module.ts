import { Module } from '@nestjs/common';
import { AidBoardController, AidBoardHandler } from './aid-board.query.js';
import { AidRows } from './aid-rows.js';
import { AidModule } from './aid.module.js';
import { CountAidsController, CountAidsHandler } from './count-aids.query.js';
import { ExportAidsController, ExportAidsHandler } from './export-aids.query.js';
import { AidedHouseholds, HouseholdAidsController, HouseholdAidsHandler } from './household-aids.query.js';
import { HouseholdEntitlementController, HouseholdEntitlementHandler } from './household-entitlement.query.js';
import { OpenAidController, OpenAidHandler } from './open-aid.query.js';
import { PreviewAidController, PreviewAidHandler } from './preview-aid.query.js';
import { PublicityOfAidsController, PublicityOfAidsHandler } from './publicity-of-aids.query.js';
import { SearchAidsController, SearchAidsHandler } from './search-aids.js';

/** The reading side of aid. */
@Module({
  imports: [AidModule],
  controllers: [
    AidBoardController,
    CountAidsController,
    ExportAidsController,
    HouseholdAidsController,
    HouseholdEntitlementController,
    OpenAidController,
    PreviewAidController,
    PublicityOfAidsController,
    SearchAidsController,
  ],
  providers: [
    AidBoardHandler,
    AidRows,
    AidedHouseholds,
    CountAidsHandler,
    ExportAidsHandler,
    HouseholdAidsHandler,
    HouseholdEntitlementHandler,
    OpenAidHandler,
    PreviewAidHandler,
    PublicityOfAidsHandler,
    SearchAidsHandler,
  ],
})
export class AidViewsModule {}
