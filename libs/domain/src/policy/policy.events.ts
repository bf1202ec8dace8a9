import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { Rules } from './rules.js';

/** What a version says and where and since when. `area` is a region-code prefix: '4104' the city, '410481' one county. */
export type PolicyContent = Readonly<{ title: string; area: string; effectiveFrom: string; rules: Rules }>;

type Numbered = Readonly<{ policyId: string; version: number }>;

/** These types and their names are the stored format: a released one is never edited, a new version is added. */
export type PolicyEvent =
  /** Somebody wrote a version down; it decides nothing until another person publishes it. A later draft replaces it. */
  | DomainEvent<'PolicyDrafted', Numbered & PolicyContent>
  /** The draft, word for word, became a version that decisions may name; it is never edited again. */
  | DomainEvent<'PolicyPublished', Numbered & PolicyContent>
  /** From a date on the version decides nothing any more: version `by` does, or (absent) it was withdrawn. */
  | DomainEvent<'PolicySuperseded', Numbered & Readonly<{ from: string; by?: number }>>
  /** The draft was thrown away unpublished. */
  | DomainEvent<'PolicyDraftDiscarded', Numbered>;

export const policyPersonal: PersonalFields<PolicyEvent> = {
  PolicyDrafted: [],
  PolicyPublished: [],
  PolicySuperseded: [],
  PolicyDraftDiscarded: [],
};
