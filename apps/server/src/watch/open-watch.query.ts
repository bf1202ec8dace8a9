import { Get, Headers, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import type { Language } from '#read-models/terms';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { maskName } from '../platform/masking.js';
import { languageOf } from '../platform/messages.js';
import { Can, type Permission } from '../platform/permissions.js';
import { toldWatch } from './told-watch.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, WatchRoute } from './watch-route.js';
import { WatchAnswer } from './watch.answers.js';

export class OpenWatch extends Query<WatchAnswer> {
  constructor(
    readonly householdId: string,
    readonly language: Language,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What was written down freely is for those who work on the case. */
const works: readonly Permission[] = ['watch:enter', 'watch:assign', 'watch:decide'];

/** Fields of the answer that name accounts. */
const NAMING = new Set(['by', 'assignees', 'visitors']);

const accountsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, field]) =>
    NAMING.has(name) ? [field].flat().map(String) : accountsIn(field),
  );
};

@QueryHandler(OpenWatch)
export class OpenWatchHandler implements IQueryHandler<OpenWatch> {
  constructor(
    private readonly desk: WatchDesk,
    private readonly events: EventStore,
    private readonly directory: Directory,
  ) {}

  /** From the watch's own stream, so that it is never older than any answer given before. */
  async execute({ householdId, language, caller }: OpenWatch): Promise<WatchAnswer> {
    const { state, revision, file } = await this.desk.open({ householdId, caller }, 'watch:read');
    const { unitId, fileNumber, principal } = file.facts;
    const watched = toldWatch(state, await this.eventsUpTo(`watch-${householdId}`, revision), {
      language,
      today: caller.request.today,
      figures: caller.roleIn('household:read', unitId) !== undefined,
      narratives: works.some((permission) => caller.roleIn(permission, unitId)),
    });
    return {
      householdId,
      revision,
      unitId,
      unitName: this.directory.unit(unitId)?.name ?? unitId,
      name: maskName(principal.name),
      ...(fileNumber !== undefined && { fileNumber }),
      ...watched,
      people: Object.fromEntries([...new Set(accountsIn(watched))].map((id) => [id, this.directory.account(id)?.displayName ?? id])),
    };
  }

  /** What came after the state was read is not told half. */
  private async eventsUpTo(stream: string, revision: number): Promise<readonly StoredEvent[]> {
    const found: StoredEvent[] = [];
    for await (const page of this.events.readStream(stream)) found.push(...page);
    return found.filter((event) => event.revision <= revision);
  }
}

@WatchRoute('')
export class OpenWatchController {
  constructor(private readonly bus: QueryBus) {}

  /**
   * The watch over one household: its open case and those before, what was heard, and why each flag was raised, in Chinese or English
   * (Accept-Language). The ETag is the revision to send as If-Match with the next command; there is none before anything was heard.
   */
  @Get()
  @Can('watch:read')
  @ApiHeader({ name: 'accept-language', required: false, schema: { type: 'string', example: 'zh-CN' } })
  @ApiOkResponse({ type: WatchAnswer, headers: { ETag: { description: 'the revision', schema: { type: 'string', example: '"7"' } } } })
  async open(
    @HouseholdId() householdId: string,
    @From() caller: Caller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WatchAnswer> {
    const language = languageOf(acceptLanguage);
    const answer = await this.bus.execute(new OpenWatch(householdId, language, caller));
    void reply.header('content-language', language).header('vary', 'accept-language');
    if (answer.revision >= 0) void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
