import { Module } from '@nestjs/common';
import { ApplyForHouseholdController, ApplyForHouseholdHandler } from './apply-for-household.js';
import { HouseholdDesk } from './household-desk.js';
import { IdentityClaims } from './identity-claims.js';
import { PostPublicNoticeController, PostPublicNoticeHandler } from './post-public-notice.js';
import { RecordHomeSurveyController, RecordHomeSurveyHandler } from './record-home-survey.js';

@Module({
  controllers: [ApplyForHouseholdController, PostPublicNoticeController, RecordHomeSurveyController],
  providers: [ApplyForHouseholdHandler, HouseholdDesk, IdentityClaims, PostPublicNoticeHandler, RecordHomeSurveyHandler],
  exports: [IdentityClaims],
})
export class HouseholdModule {}
