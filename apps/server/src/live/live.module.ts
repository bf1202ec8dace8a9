import { Module } from '@nestjs/common';
import { FollowChangesController, FollowChangesHandler } from './follow-changes.query.js';
import { LivePlaces } from './live-places.js';
import { LiveStreams } from './live-streams.js';
import { LiveTail } from './live-tail.js';

@Module({
  controllers: [FollowChangesController],
  providers: [FollowChangesHandler, LivePlaces, LiveStreams, LiveTail],
  exports: [LiveTail],
})
export class LiveModule {}
