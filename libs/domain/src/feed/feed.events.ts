import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { FeedMapping } from '../policy/watch-rules.js';
import type { PolicyVersion } from '../policy/rules.js';
import type { FeedKind } from '../watch/watch.terms.js';

/** Why a row of a department's file says nothing: codes of the row list. */
export const feedRowFaults = [
  'missing_name',
  'id_length',
  'id_birth_date',
  'id_check_digit',
  'bad_date',
  'date_in_future',
  'bad_amount',
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
  /** Rows heard before, from this or another file. */
  repeated: number;
  /** Rows that are no signal, or about nobody who has to be known here. */
  quiet: number;
  faulty: number;
}>;

/** One file of a department: the storage format of `feed-<feedId>`. `feedId` follows from the kind and the content. */
export type FeedEventData = Readonly<{
  FeedReceived: Readonly<{
    feedId: string;
    feed: FeedKind;
    department: string;
    unitId: string;
    contentDigest: string;
    fileName: string;
    receivedOn: string;
    policyVersion: PolicyVersion;
    mapping: FeedMapping;
  }>;
  /** A page of rows was worked on, from `fromRow` to `toRow`; where work was cut off it goes on after the last one. */
  FeedPageRead: Readonly<{ fromRow: number; toRow: number; counts: FeedCounts; faults: readonly FaultyRow[] }>;
  FeedCompleted: FeedCounts;
  /** It could not be read to its end (a column is missing, the file is broken); it may be sent again. */
  FeedFailed: Readonly<{ code: string; details: Readonly<Record<string, unknown>> }>;
  FeedCancelled: Readonly<{ cancelledOn: string }>;
}>;

export type FeedEvent = { [Type in keyof FeedEventData]: DomainEvent<Type, FeedEventData[Type]> }[keyof FeedEventData];

export const feedPersonal: PersonalFields<FeedEvent> = {
  FeedReceived: [],
  FeedPageRead: [],
  FeedCompleted: [],
  FeedFailed: [],
  FeedCancelled: [],
};
