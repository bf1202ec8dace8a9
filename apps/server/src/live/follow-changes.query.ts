import { Readable } from 'node:stream';
import { Controller, Get, Headers, Query as QueryOf, Req, Res, StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStore } from '#event-store/event-store';
import { From, type Caller, type WithCaller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Draining } from '../platform/draining.js';
import { Can } from '../platform/permissions.js';
import { requireWritten } from '../platform/positions.js';
import { Problem } from '../platform/problem.js';
import { SomeOf } from '../platform/query-fields.js';
import { Sessions } from '../platform/sessions.js';
import type { OpenSession } from '../platform/tokens.js';
import { liveCategories, type LiveCategoryName } from './live-event.js';
import { LiveMessage } from './live-message.js';
import { LivePlaces } from './live-places.js';
import { LiveStream } from './live-stream.js';
import { LiveStreams, type LiveConnection } from './live-streams.js';
import { LiveTail } from './live-tail.js';
import { cutWhenStalled } from './stalled.js';

const EVENT_STREAM = 'text/event-stream';

export class FollowChangesQuery {
  /** Only of these kinds; of all that the caller may hear of where none is named. */
  @SomeOf(liveCategories) readonly categories?: readonly LiveCategoryName[];
  /** As the header Last-Event-ID, for clients that cannot set it. Where both are there the header counts. */
  @IsOptional() @IsString() @MaxLength(64) readonly lastEventId?: string;
}

export class FollowChanges extends Query<AsyncIterable<string>> {
  constructor(
    readonly listener: Readonly<{ caller: Caller; session: OpenSession; categories: readonly LiveCategoryName[] | undefined }>,
    readonly lastEventId: string | undefined,
    readonly connection: LiveConnection,
  ) {
    super();
  }
}

@QueryHandler(FollowChanges)
export class FollowChangesHandler implements IQueryHandler<FollowChanges> {
  constructor(
    private readonly events: EventStore,
    private readonly tail: LiveTail,
    private readonly places: LivePlaces,
    private readonly directory: Directory,
    private readonly sessions: Sessions,
    private readonly streams: LiveStreams,
    private readonly draining: Draining,
  ) {}

  async execute({ listener, lastEventId, connection }: FollowChanges): Promise<AsyncIterable<string>> {
    await this.tail.start();
    const after = await this.placeOf(lastEventId);
    this.streams.enter(listener.session.accountId, connection);
    const { tail, places, directory, sessions, draining } = this;
    const stream = new LiveStream(
      { tail, places, directory, sessions },
      { ...listener, after, gone: connection.gone, stopping: draining.signal },
    );
    return cutWhenStalled(stream.text(), () => connection.cut());
  }

  /** Where to go on: after what the client saw last, or from now. @throws {Problem} 400 `last-event-id-invalid`, `position-unknown` */
  private async placeOf(lastEventId: string | undefined): Promise<string> {
    const head = await this.events.head();
    if (lastEventId === undefined) return head;
    // Positions have one width in each log: anything else is none of this log's.
    if (!/^\d+$/.test(lastEventId) || lastEventId.length !== head.length) throw new Problem(400, 'last-event-id-invalid');
    await requireWritten(this.events, lastEventId);
    return lastEventId;
  }
}

const connectionOf = ({ raw }: FastifyReply): LiveConnection => {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return { gone: gone.signal, cut: () => void raw.destroy() };
};

@ApiTags('live')
@Controller('live')
export class FollowChangesController {
  constructor(private readonly bus: QueryBus) {}

  /**
   * What changes in the caller's units, from now on or from where he was: server-sent events that tell that something happened and to what, not what it was.
   * Each message's id is its place in the log; after a break a client sends the last one and misses nothing. Permission is asked for each message, by the roles of that moment.
   * The first message (`opened`) tells the position from which it goes on; the last one (`ended`) tells the reason: `session-ended`, `stopping` or `unavailable`.
   */
  @Get()
  @Can(
    'dashboard:read',
    'household:read',
    'watch:read',
    'aid:read',
    'fund:read',
    'payment:read',
    'goods:read',
    'lead:read',
    'feed:read',
    'policy:read',
    'unit:read',
  )
  @ApiHeader({ name: 'last-event-id', required: false, schema: { type: 'string' }, description: 'id of the last message that was seen' })
  @ApiExtraModels(LiveMessage)
  @ApiOkResponse({
    description: 'a stream without end; `data` of each message is one LiveMessage, but for the first and the last',
    content: { [EVENT_STREAM]: { schema: { $ref: getSchemaPath(LiveMessage) } } },
  })
  async follow(
    @QueryOf() query: FollowChangesQuery,
    @Headers('last-event-id') lastSeen: string | undefined,
    @From() caller: Caller,
    @Req() request: WithCaller & FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { categories, lastEventId } = query;
    const listener = { caller, session: request.session!, categories };
    const pieces = await this.bus.execute(new FollowChanges(listener, lastSeen ?? lastEventId, connectionOf(reply)));
    // A proxy that waited for more before it passes something on would undo what this is for.
    void reply.header('x-accel-buffering', 'no').header('cache-control', 'no-store');
    return new StreamableFile(Readable.from(pieces, { highWaterMark: 1 }), { type: `${EVENT_STREAM}; charset=utf-8` });
  }
}
