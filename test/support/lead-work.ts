import { Writable } from 'node:stream';
import { lead } from '#domain/lead/lead';
import type { KnownLead } from '#domain/lead/lead.state';
import { watch } from '#domain/watch/watch';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { leadIdOf, leadsOf } from '../../apps/server/src/platform/monitoring/leads.js';
import { ReactionsService } from '../../apps/server/src/reactions/reactions.module.js';
import { officeOf, ok, registeredHousehold, type CaseWork, type Office } from './case-work.js';
import { City, units, type Clerk } from './city.js';
import { idNumberOf } from './people.js';
import { SetClock, TestServer, type Answer } from './server.js';

/** Somebody without a file; each of these values is found nowhere else. */
export const stranger = { name: '远山青', idNumber: idNumberOf('1981-07-07', 11), phone: '19900007711', words: '腰椎手术后无法上工' };

/** Passes over the deadlines are a test's own. */
const environment = {
  LOG_LEVEL: 'trace',
  PUBLIC_URL: 'https://union.example/warm/',
  SELF_REPORTS_PER_MINUTE: '30',
  DEADLINES_EVERY_MS: '3600000',
};

/** A county's people at work on leads, on the tenth of February 2022. */
export class LeadWork {
  /** Every line of the server's log. */
  readonly lines: string[] = [];
  readonly clock = new SetClock('2022-02-10T02:00:00.000Z');
  server!: TestServer;
  office!: Office;
  officer!: Clerk;
  auditor!: Clerk;
  /** A registered household of the first unit, and its principal's number. */
  known!: CaseWork;
  knownNumber!: string;

  static async start(): Promise<LeadWork> {
    const work = new LeadWork();
    await work.open();
    const city = await City.found(work.server);
    work.office = await officeOf(city);
    work.officer = await city.hire('service_centre_officer');
    work.auditor = await city.hire('auditor');
    work.known = await registeredHousehold(work.server, work.office, work.clock);
    work.knownNumber = (await work.known.file()).facts.principal.idNumber;
    return work;
  }

  /** Starts the server, or starts it again over the files it left. */
  async open(dataDir?: string): Promise<void> {
    const logTo = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.lines.push(chunk.toString());
        done();
      },
    });
    this.server = await TestServer.start({ clock: this.clock, environment, logTo, ...(dataDir !== undefined && { dataDir }) });
  }

  get streams(): Streams {
    return this.server.app.get(Streams);
  }

  get events(): EventStore {
    return this.server.app.get(EventStore);
  }

  get means() {
    return { events: this.events, streams: this.streams, clock: this.server.app.get(Clock) };
  }

  /** A minute later an address may send as many reports again. */
  nextMinute(): void {
    this.clock.set(new Date(this.clock.now().getTime() + 60_000).toISOString());
  }

  report(change: Readonly<Record<string, unknown>> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = { unitCode: units.county, change: 'illness', ...stranger, ...change };
    return this.server.request('POST', '/self-reports', { body, headers });
  }

  /** All that follows from what was done is done. */
  settled(): Promise<void> {
    return this.server.app.get(ReactionsService).settled(AbortSignal.timeout(20_000));
  }

  hashOf(idNumber: string): string {
    return this.events.keyring.identityHash(idNumber);
  }

  /** The id of somebody's lead, once all that follows is done. */
  async leadOf(idNumber: string, number = 0): Promise<string> {
    await this.settled();
    return leadIdOf(this.hashOf(idNumber), number);
  }

  leadsOf(idNumber: string): Promise<readonly KnownLead[]> {
    return leadsOf(this.streams, this.hashOf(idNumber));
  }

  async stateOf(leadId: string) {
    return (await this.streams.load(lead, leadId)).state;
  }

  async listed(clerk: Clerk, query = '') {
    await this.settled();
    const { rows } = (await ok(clerk.get(`/leads?limit=200&after=${await this.events.head()}&${query}`))).body;
    return rows as { leadId: string; unitId: string; name: string; state: string }[];
  }

  /** What a household has heard of itself. */
  async signalsOf(householdId: string) {
    return [...(await this.streams.load(watch, householdId)).state.signals.values()];
  }
}
