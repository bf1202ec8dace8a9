import type { Context, EventMeta } from '#domain/kernel/decider';
import { ERASED } from '#domain/kernel/message';
import type { KnownLead } from '#domain/lead/lead.state';
import { watch } from '#domain/watch/watch';
import type { Signal, WatchEvent } from '#domain/watch/watch.events';
import type { Watch } from '#domain/watch/watch.state';
import type { Streams } from '#event-store/streams';
import type { StandingRow } from '#read-models/file-standing/file-standing';
import type { Directory } from '../platform/directory.js';
import { hearSignal } from '../platform/monitoring/hear-signal.js';
import { hearLead, leadsOf, type HeardInFeed } from '../platform/monitoring/leads.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';

/** What hearing a row came to: new now or at an earlier try, known from elsewhere, or said in an earlier row of the file. */
export type Heard = 'new' | 'repeated' | 'duplicate';

/** Where what a department says goes: into the log, or in a dry run nowhere. Rows about one person come one after the other. */
export interface Hearing {
  ofHousehold(file: StandingRow, signal: Signal, context: Context): Promise<Heard>;
  ofStranger(heard: HeardInFeed, context: Context): Promise<Heard>;
}

type Origin = Pick<Signal, 'feedId' | 'row'>;

/** A row that is met again because work was cut off is what it was the first time. */
const knownFrom = (before: Origin, { feedId, row }: Origin): Heard => {
  if (before.feedId !== feedId) return 'repeated';
  return before.row === row ? 'new' : 'duplicate';
};

/** Where a signal about somebody without a file came from; its row is forgotten with the lead. */
const originIn = ({ heard, told }: KnownLead, { signalId, feedId, row }: HeardInFeed['signal']): Origin | undefined => {
  const known = heard.get(signalId);
  if (!known) return undefined;
  const said = told === ERASED ? undefined : told.signals.find(({ signal }) => signal.signalId === signalId)?.signal;
  return said ?? { ...known, ...(known.feedId === feedId && row !== undefined && { row }) };
};

const strangerKnown = async (streams: Streams, { idHash, signal }: HeardInFeed): Promise<Heard | undefined> => {
  for (const lead of await leadsOf(streams, idHash)) {
    const origin = originIn(lead, signal);
    if (origin) return knownFrom(origin, signal);
  }
  return undefined;
};

/** Signals are recorded and judged. */
export class HearingInLog implements Hearing {
  constructor(
    readonly streams: Streams,
    readonly directory: Directory,
  ) {}

  async ofHousehold(file: StandingRow, signal: Signal, context: Context): Promise<Heard> {
    const { state } = await this.streams.load(watch, file.householdId);
    const before = state.signals.get(signal.signalId);
    if (before) return knownFrom(before, signal);
    await hearSignal(this, { file, signal }, context);
    return 'new';
  }

  async ofStranger(heard: HeardInFeed, context: Context): Promise<Heard> {
    const known = await strangerKnown(this.streams, heard);
    if (known) return known;
    await hearLead(this.streams, heard, context);
    return 'new';
  }
}

const folded = (state: Watch, events: readonly WatchEvent[], context: EventMeta): Watch =>
  events.reduce((before, event) => watch.evolve(before, event, context), state);

/** Signals are judged on what is known and on what this run said before, and nothing is written. */
export class HearingInVain implements Hearing {
  private readonly watches = new Map<string, Watch>();
  private readonly strangers = new Map<string, Origin>();
  private readonly flags = new Map<string, number>();

  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  /** How many flags each rule would raise of households with a file. */
  get flagsByRule(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.flags].sort());
  }

  async ofHousehold(file: StandingRow, signal: Signal, context: Context): Promise<Heard> {
    const { householdId, unitId } = file;
    const { state: stored } = await this.streams.load(watch, householdId);
    // Another person of the household may have been heard of while we read.
    const state = this.watches.get(householdId) ?? stored;
    const before = state.signals.get(signal.signalId);
    if (before) return knownFrom(before, signal);
    const terms = watchTermsFor(this.directory, unitId, signal.receivedOn);
    const events = watch.decide({ type: 'ReceiveSignal', data: { signal, file, terms } }, state, context);
    this.watches.set(householdId, folded(state, events, context));
    for (const { type, data } of events) if (type === 'FlagRaised') this.flags.set(data.ruleId, (this.flags.get(data.ruleId) ?? 0) + 1);
    return 'new';
  }

  async ofStranger(heard: HeardInFeed): Promise<Heard> {
    const { signal } = heard;
    const known = await strangerKnown(this.streams, heard);
    if (known) return known;
    const before = this.strangers.get(signal.signalId);
    if (before) return knownFrom(before, signal);
    this.strangers.set(signal.signalId, signal);
    return 'new';
  }
}
