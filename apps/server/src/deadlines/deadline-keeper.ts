import type { EventStore } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import { caseTasks } from '#read-models/case-tasks/case-tasks';
import { fileStanding } from '#read-models/file-standing/file-standing';
import { leadBoard } from '#read-models/lead-board/lead-board';
import type { Lease } from '#read-store/port';
import type { Clock } from '../platform/clock.js';
import { beforeTheFirst, type DeadlineNote, type DeadlineNotes } from '../platform/deadline-notes.js';
import type { Directory } from '../platform/directory.js';
import { expireLeads } from '../platform/monitoring/expire-leads.js';
import type { Views } from '../platform/views.js';
import { DutyReminders } from './duty-reminders.js';
import { Pass } from './pass.js';
import { RiskReviews } from './risk-reviews.js';
import { TermsByArea } from './terms-by-area.js';

export type KeeperOptions = Readonly<{
  events: EventStore;
  streams: Streams;
  views: Views;
  directory: Directory;
  notes: DeadlineNotes;
  clock: Clock;
}>;

/**
 * Does what days alone bring about: reminders, escalations, judgements that time makes due, leads that expire. One pass after the
 * other, by one process at a time; what the machine slept through the next pass finds. Everything is asked for under a request id
 * that follows from what is due, so that a pass that was cut off is simply done again.
 */
export class DeadlineKeeper {
  private readonly reminders: DutyReminders;
  private readonly reviews: RiskReviews;

  constructor(private readonly options: KeeperOptions) {
    const { directory, events, streams, clock } = options;
    this.reminders = new DutyReminders(directory, streams, clock);
    this.reviews = new RiskReviews(events, streams, clock);
  }

  /** One pass, while `held` says so. @throws where a store cannot be used or a view is far behind; then the next pass begins anew. */
  async keep(lease: Lease, held: AbortSignal): Promise<Pass> {
    const { directory, notes, clock, events } = this.options;
    const pass = new Pass(held);
    const note = (await notes.last()) ?? beforeTheFirst;
    const head = await events.head();
    const terms = new TermsByArea(directory, clock.today());
    const escalatedThrough = await this.remind(terms, { note, head }, pass);
    const looked = await this.review(terms, { note, head }, pass);
    await this.expire(head, pass);
    await notes.write(lease, { ...note, ...looked, escalatedThrough, endedAt: clock.at() });
    return pass;
  }

  private async remind(terms: TermsByArea, { note, head }: Since, pass: Pass): Promise<string> {
    const tasks = await this.options.views.of(caseTasks.collection, head);
    await this.reminders.remind(tasks, terms, pass);
    if (note.escalatedThrough >= terms.today) return note.escalatedThrough;
    await this.reminders.escalate(tasks, terms, pass);
    return pass.failed.escalation > 0 ? note.escalatedThrough : terms.today;
  }

  private async expire(head: string, pass: Pass): Promise<void> {
    const { views, events, streams, clock } = this.options;
    const leads = await views.of(leadBoard.collection, head);
    await pass.attempt('lead_expiry', leadBoard.collection.name, () => expireLeads({ events, streams, clock, leads }));
  }

  private async review(terms: TermsByArea, since: Since, pass: Pass) {
    const files = await this.options.views.of(fileStanding.collection, since.head);
    return this.reviews.review(files, terms, since, pass);
  }
}

type Since = Readonly<{ note: DeadlineNote; head: string }>;
