import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { status } from '@grpc/grpc-js';
import { appendHandler, batchAppendHandler, deleteHandler } from './appends.js';
import type { Faults } from './faults.js';
import { statusError } from './outlet.js';
import { readHandler } from './reads.js';
import type { StoredEvents } from './stored-events.js';
import type { TcpFront } from './tcp-front.js';

/** The Streams service of an EventStoreDB over events kept here. */
export const streamsService = (events: StoredEvents, faults: Faults, front: TcpFront): IStreamsServer => ({
  read: readHandler(events, faults, front),
  append: appendHandler(events, faults),
  batchAppend: batchAppendHandler(events, faults),
  delete: deleteHandler(events),
  tombstone: (_call, callback) => callback(statusError(status.UNIMPLEMENTED, 'tombstones are not kept')),
});
