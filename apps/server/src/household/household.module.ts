import { Module } from '@nestjs/common';
import { ApplyForHouseholdController, ApplyForHouseholdHandler } from './apply-for-household.js';
import { HouseholdDesk } from './household-desk.js';
import { PostPublicNoticeController, PostPublicNoticeHandler } from './post-public-notice.js';
import { RecordHomeSurveyController, RecordHomeSurveyHandler } from './record-home-survey.js';

@Module({
  controllers: [ApplyForHouseholdController, PostPublicNoticeController, RecordHomeSurveyController],
  providers: [ApplyForHouseholdHandler, HouseholdDesk, PostPublicNoticeHandler, RecordHomeSurveyHandler],
})
export class HouseholdModule {}
