import { Injectable } from '@nestjs/common';
import type { Context } from '#domain/kernel/decider';
import { ERASED } from '#domain/kernel/message';
import { lead } from '#domain/lead/lead';
import type { KnownLead, LeadReport } from '#domain/lead/lead.state';
import type { Signal } from '#domain/watch/watch.events';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { mayHearFrom, type StandingRow } from '#read-models/file-standing/file-standing';
import { Directory } from '../directory.js';
import { hearSignal } from './hear-signal.js';
import { leadsOf, saying } from './leads.js';
import { Standings, type KnownPerson } from './standings.js';

/** Stands for a department where a household told it itself. */
const ITSELF = 'household';

const reportAsSignal = ({ reportId, reportedOn, change, words }: LeadReport): Omit<Signal, 'personId'> => ({
  signalId: uuidFrom('signal', 'self_report', reportId),
  kind: 'self_report',
  department: ITSELF,
  happenedOn: reportedOn,
  receivedOn: reportedOn,
  figures: { marks: { change }, words },
});

/** All that a lead heard, as its household hears it: of the person in that file, on the day it came in. Nothing once it is forgotten. */
const signalsOf = ({ leadId, told, link }: KnownLead): readonly Signal[] => {
  if (told === ERASED || !link) return [];
  const signals = [...told.signals.map(({ signal }) => signal), ...told.reports.map(reportAsSignal)];
  return signals.map((signal) => ({ ...signal, personId: link.householdPersonId, leadId }));
};

/** Where leads meet case files: whose file it is, and what that household hears of it. Everything may be done again. */
@Injectable()
export class LeadLinks {
  constructor(
    private readonly events: EventStore,
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly standings: Standings,
  ) {}

  /** The file that somebody is in, the open one before a closed one, as of the log's head. */
  async fileOf(idHash: string): Promise<KnownPerson | undefined> {
    await this.standings.caughtUp();
    return (await this.standings.personsOf([idHash])).get(idHash);
  }

  /** A department's row about somebody who has a file after all: what it says is about that household. */
  async linkOpenLeadOf(idHash: string, context: Context): Promise<void> {
    const open = await this.openLeadOf(idHash);
    const person = open && (await this.fileOf(idHash));
    if (person) await this.link(open.leadId, person, context);
  }

  /**
   * Somebody came into a file, at `position` of the log: the lead that was open then is about that household. One that began later is not: he
   * had a file and told something himself, which a person looks at first.
   */
  async linkEarlierLeadOf(idHash: string, position: string, context: Context): Promise<void> {
    const open = await this.openLeadOf(idHash);
    if (!open || (await this.events.eventAt(`lead-${open.leadId}`, 0)).position > position) return;
    await this.linkOpenLeadOf(idHash, context);
  }

  /** Somebody with a file told something himself: the unit that keeps the file is the one to ask him. */
  async moveOpenLeadOf(idHash: string, context: Context): Promise<void> {
    const open = await this.openLeadOf(idHash);
    const person = open && (await this.fileOf(idHash));
    if (!person) return;
    const data = { toUnitId: person.file.unitId, movedOn: context.today };
    await this.streams.handle(lead, open.leadId, { type: 'MoveLead', data }, context);
  }

  /**
   * What a linked lead heard is heard of its household, under the rules of the day it came in. What a department said waits for the
   * household's 授权书 that names the department, and is left out for good where the lead's days are over before.
   * @throws {Refusal} those of hearing a signal.
   */
  async tellHousehold(leadId: string, context: Context): Promise<void> {
    const { state } = await this.streams.load(lead, leadId);
    if (state.status !== 'linked' || !state.link) return;
    await this.standings.caughtUp();
    const file = await this.standings.of(state.link.householdId);
    // With the file that ended, nobody is left there of whom anything should be kept.
    if (!file || file.status === 'ended') return;
    for (const signal of signalsOf(state).filter((each) => this.mayHear(file, each))) {
      await hearSignal(
        { streams: this.streams, directory: this.directory },
        { file, signal },
        saying(context, `${leadId} ${signal.signalId}`),
      );
    }
  }

  /** The household allowed departments to be asked: what its people's leads heard before counts from now on. */
  async tellWhatWaited(idHashes: readonly string[], householdId: string, context: Context): Promise<void> {
    for (const idHash of idHashes) {
      const leads = await leadsOf(this.streams, idHash);
      for (const { leadId, link } of leads) if (link?.householdId === householdId) await this.tellHousehold(leadId, context);
    }
  }

  private async openLeadOf(idHash: string): Promise<KnownLead | undefined> {
    return (await leadsOf(this.streams, idHash)).find(({ status }) => status === 'open');
  }

  private async link(leadId: string, { householdId, personId }: KnownPerson, context: Context): Promise<void> {
    const data = { householdId, householdPersonId: personId, linkedOn: context.today };
    await this.streams.handle(lead, leadId, { type: 'LinkLead', data }, context);
  }

  private mayHear(file: StandingRow, { kind, receivedOn }: Signal): boolean {
    if (kind === 'self_report') return true;
    const { watch } = this.directory.rulesFor(file.unitId, receivedOn).rules;
    const mapping = watch?.feeds.find(({ feed }) => feed === kind);
    return watch !== undefined && mapping !== undefined && mayHearFrom(file, mapping.needs, watch);
  }
}
