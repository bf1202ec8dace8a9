import type { DomainEvent, PersonalFields } from '../kernel/message.js';

export type ImportedFileKind = 'units' | 'households' | 'members';

/** One uploaded file: SHA-256 (hex) of its bytes and how many rows it holds. Its name may hold a person's and is not kept. */
export type ImportedFile = Readonly<{ kind: ImportedFileKind; digest: string; rows: number }>;

/** What a run over the files led to. `changed` are households of which anything was written, `unitsChanged` units likewise. */
export type ImportOutcome = Readonly<{
  rows: number;
  accepted: number;
  rejected: number;
  changed: number;
  unitsChanged: number;
  byCode: Readonly<Record<string, number>>;
}>;

/** These types and their names are the stored format. The same files sent by the same person are the same import; `runId` names a run over them. */
export type ImportEvent =
  /** Files were taken in, to be imported row by row. A dry run is no event. */
  | DomainEvent<'ImportStarted', Readonly<{ importId: string; runId: string; files: readonly ImportedFile[] }>>
  /** Every row has its verdict; written again only where a later run over the same files changed something or counts otherwise. */
  | DomainEvent<'ImportCompleted', Readonly<{ importId: string; runId: string; outcome: ImportOutcome }>>
  /** Somebody stopped the run; rows done until then stay. */
  | DomainEvent<'ImportCancelled', Readonly<{ importId: string; runId: string; rowsDone: number }>>
  /** The run could not go on: its files or the person who sent them are no longer there. */
  | DomainEvent<'ImportFailed', Readonly<{ importId: string; runId: string; code: string }>>;

export const importPersonal: PersonalFields<ImportEvent> = {
  ImportStarted: [],
  ImportCompleted: [],
  ImportCancelled: [],
  ImportFailed: [],
};
