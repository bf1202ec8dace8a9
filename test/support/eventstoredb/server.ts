import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import { Faults } from './faults.js';
import { StoredEvents } from './stored-events.js';
import { streamsService } from './streams-service.js';
import { TcpFront } from './tcp-front.js';

/** A running server: where it is, what can go wrong with it, and its end. */
export type TestServer = Readonly<{ url: string; port: number; faults: Faults; front: TcpFront; stop: () => Promise<void> }>;

const LARGEST_MESSAGE = 17 * 1024 * 1024;

const supported = (): features.SupportedMethods =>
  new features.SupportedMethods()
    .setEventStoreServerVersion('23.10.1.0')
    .setMethodsList(
      ['read', 'append', 'batchappend', 'delete'].map((name) =>
        new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
      ),
    );

const cluster = (port: number): gossip.ClusterInfo => {
  const leader = new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(crypto.randomUUID()))
    .setTimeStamp('0')
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port));
  return new gossip.ClusterInfo().setMembersList([leader]);
};

const bind = (server: Server): Promise<number> =>
  new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))),
  );

/**
 * A single EventStoreDB node that keeps its events in the sqlite file at `path`; the same path later is the same node restarted.
 * Listens on `port`, any free one where it is absent.
 */
export const startEventStoreDb = async (path: string, port = 0): Promise<TestServer> => {
  const log = await openSqliteLog({ path });
  const server = new Server({ 'grpc.max_receive_message_length': LARGEST_MESSAGE });
  const front = await TcpFront.open(await bind(server), port);
  const faults = new Faults();
  server.addService(StreamsService, streamsService(new StoredEvents(log), faults, front));
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_: unknown, callback: sendUnaryData<features.SupportedMethods>) => callback(null, supported()),
  });
  server.addService(GossipService, {
    read: (_: unknown, callback: sendUnaryData<gossip.ClusterInfo>) => callback(null, cluster(front.port)),
  });
  const stop = async () => {
    await front.close();
    server.forceShutdown();
    await log.close();
  };
  return { url: `esdb://127.0.0.1:${front.port}?tls=false`, port: front.port, faults, front, stop };
};
