import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** What is masked until somebody says why he must see it. */
export const revealableFields = ['idNumbers', 'contacts', 'bankCard', 'health', 'narratives'] as const;
export type RevealableField = (typeof revealableFields)[number];

/** Who looked behind the mask of a household's file (stream `access-<householdId>`) or of a lead (`access-<leadId>`). The stored format, as everywhere. */
export type AccessEvent =
  /** Personal values of the household were shown to the person in the envelope, who gave the reason that stands there. */
  | DomainEvent<'PersonalValuesRevealed', Readonly<{ householdId: string; fields: readonly RevealableField[] }>>
  /** Who a lead is about, how to reach him and what he told was shown, for the reason in the envelope. */
  | DomainEvent<'LeadRevealed', Readonly<{ leadId: string }>>;

/** The record names kinds of values and never a value. */
export const accessPersonal: PersonalFields<AccessEvent> = { PersonalValuesRevealed: [], LeadRevealed: [] };
