import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { FeedMapping } from '../policy/watch-rules.js';
import type { PolicyVersion } from '../policy/rules.js';
import type { FeedKind } from '../watch/watch.terms.js';

/** Why a row of a department's file says nothing: codes of the row list, in order of precedence. */
export const feedRowFaults = [
  'missing_name',
  'value_too_long',
  'id_length',
  'id_birth_date',
  'id_check_digit',
  'bad_date',
  'date_in_future',
  'bad_amount',
  'amount_too_large',
  'negative_amount',
  'unknown_value',
  'duplicate_in_file',
  'not_authorised',
] as const;
export type FeedRowFault = (typeof feedRowFaults)[number];

/** A row that was refused; `row` counts data rows from 1. Says nothing of anybody. */
export type FaultyRow = Readonly<{ row: number; code: FeedRowFault; column?: string }>;

export type FeedCounts = Readonly<{
  rows: number;
  /** Rows that are a signal of a household with a file. */
  matched: number;
  /** Rows of people without a file that would raise a flag by themselves. */
  leads: number;
  /** Rows heard before, from another file. */
  repeated: number;
  /** Rows that are no signal, or about nobody who has to be known here. */
  quiet: number;
  faulty: number;
}>;

export const feedFormats = ['csv', 'xlsx', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

/**
 * One file of a department for one unit: the storage format of `feed-<feedId>`. `feedId` follows from the kind, the unit and the
 * content. The file's name may hold a person's and is not kept.
 */
export type FeedEventData = Readonly<{
  FeedReceived: Readonly<{
    feedId: string;
    feed: FeedKind;
    department: string;
    /** Households of this unit and those below are heard of; rows about others are quiet. */
    unitId: string;
    /** Keyed: nobody can try out what the file says. */
    contentDigest: string;
    format: FeedFormat;
    /** How often it was received by now: a feed that failed or was cancelled may come again. */
    attempt: number;
    receivedOn: string;
    policyVersion: PolicyVersion;
    mapping: FeedMapping;
  }>;
  /** A page of rows was worked on, from `fromRow` to `toRow`; where work was cut off it goes on after the last one. */
  FeedPageRead: Readonly<{
    feedId: string;
    attempt: number;
    fromRow: number;
    toRow: number;
    counts: FeedCounts;
    faults: readonly FaultyRow[];
  }>;
  FeedCompleted: Readonly<{ feedId: string; counts: FeedCounts }>;
  /** It could not be read to its end (the file is broken, or its sender is gone); it may be sent again. */
  FeedFailed: Readonly<{ feedId: string; code: string; details: Readonly<Record<string, unknown>> }>;
  /** Somebody stopped it; what was heard until then stays. */
  FeedCancelled: Readonly<{ feedId: string; cancelledOn: string }>;
}>;

export type FeedEvent = { [Type in keyof FeedEventData]: DomainEvent<Type, FeedEventData[Type]> }[keyof FeedEventData];

export const feedPersonal: PersonalFields<FeedEvent> = {
  FeedReceived: [],
  FeedPageRead: [],
  FeedCompleted: [],
  FeedFailed: [],
  FeedCancelled: [],
};
