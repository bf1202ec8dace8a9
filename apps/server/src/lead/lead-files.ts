import { Injectable } from '@nestjs/common';
import { ERASED } from '#domain/kernel/message';
import { lead } from '#domain/lead/lead';
import type { KnownLead, LeadReport, LeadSignal } from '#domain/lead/lead.state';
import type { FeedKind } from '#domain/watch/watch.terms';
import { Streams } from '#event-store/streams';
import { leadBoard, type LeadRow } from '#read-models/lead-board/lead-board';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { HIDDEN, maskIdNumber, maskName, maskPhone } from '../platform/masking.js';
import { referenceOf } from '../platform/monitoring/leads.js';
import { Standings } from '../platform/monitoring/standings.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import type { LeadAnswer, LeadHouseholdAnswer, LeadReportAnswer, LeadRowAnswer, LeadSignalAnswer } from './lead.answers.js';

/** How personal values are shown. */
type Showing = Readonly<Record<'name' | 'idNumber' | 'phone' | 'words', (value: string) => string>>;

const asItIs = (value: string): string => value;
const inFull: Showing = { name: asItIs, idNumber: asItIs, phone: asItIs, words: asItIs };
const inPart: Showing = { name: maskName, idNumber: maskIdNumber, phone: maskPhone, words: () => HIDDEN };

type Told = Pick<LeadAnswer, 'name' | 'idNumber' | 'phone' | 'heard' | 'reported' | 'explanation'>;

const FORGOTTEN: Told = { name: ERASED, idNumber: ERASED, phone: null, heard: [], reported: [], explanation: null };

const heardOf = ({ signal, ruleIds }: LeadSignal): LeadSignalAnswer => {
  const { signalId, kind, department, happenedOn, receivedOn, figures } = signal;
  const { amountFen = null, marks } = figures;
  return { signalId, kind: kind as FeedKind, department, happenedOn, receivedOn, amountFen, marks, ruleIds };
};

const reportedBy =
  (showing: Showing) =>
  ({ reportId, change, words, phone, reportedOn }: LeadReport): LeadReportAnswer => ({
    reference: referenceOf(reportId),
    change,
    words: showing.words(words),
    phone: showing.phone(phone),
    reportedOn,
  });

const toldBy = ({ told }: KnownLead, showing: Showing): Told => {
  if (told === ERASED) return FORGOTTEN;
  const { person, signals, reports, explanation } = told;
  return {
    name: showing.name(person.name),
    idNumber: showing.idNumber(person.idNumber),
    phone: person.phone === undefined ? null : showing.phone(person.phone),
    heard: signals.map(heardOf),
    reported: reports.map(reportedBy(showing)),
    explanation: explanation === undefined ? null : showing.words(explanation),
  };
};

/** A lead as its row has it and as its stream has it. */
export type LeadFile = Readonly<{ row: LeadRow; state: KnownLead; revision: number }>;

/** Where every query on leads comes by: rows from the view, whom they are about from the streams, which forget. */
@Injectable()
export class LeadFiles {
  constructor(
    private readonly views: Views,
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly standings: Standings,
  ) {}

  /** @throws {Problem} 404 where the lead is absent or out of the caller's reach. */
  async inReach(leadId: string, caller: Caller, after?: string): Promise<LeadFile> {
    const row = (await (await this.views.of(leadBoard.collection, after)).get(leadId))?.row;
    const { state, receipt } = await this.streams.load(lead, leadId);
    if (!row || state.status === 'absent' || !caller.roleIn('lead:read', state.unitId)) throw notFound();
    return { row, state, revision: receipt.revision };
  }

  /** A row of the list, the name masked. */
  async listed(row: LeadRow): Promise<LeadRowAnswer> {
    const { state } = await this.streams.load(lead, row.leadId);
    const name = state.status === 'absent' ? ERASED : toldBy(state, inPart).name;
    return { ...row, name, unitName: this.unitName(row.unitId) };
  }

  /** The whole lead; `revealed` shows whom it is about. */
  async shown({ row, state, revision }: LeadFile, caller: Caller, revealed: boolean): Promise<LeadAnswer> {
    return {
      ...row,
      unitName: this.unitName(row.unitId),
      ...toldBy(state, revealed ? inFull : inPart),
      revealed,
      household: await this.householdOf(state, caller),
      people: Object.fromEntries(row.assignees.map((id) => [id, this.directory.account(id)?.displayName ?? id])),
      revision,
    };
  }

  /** The file that has the person; nothing where it is out of the caller's reach, as if there were none. */
  private async householdOf({ idHash, link, expiredOn }: KnownLead, caller: Caller): Promise<LeadHouseholdAnswer | null> {
    if (expiredOn !== undefined && !link) return null;
    const file = link ? await this.standings.of(link.householdId) : (await this.standings.personsOf([idHash])).get(idHash)?.file;
    if (!file || !caller.roleIn('household:read', file.unitId)) return null;
    const { householdId, unitId, status } = file;
    return { householdId, unitId, unitName: this.unitName(unitId), status };
  }

  private unitName(unitId: string): string {
    return this.directory.unit(unitId)?.name ?? unitId;
  }
}
