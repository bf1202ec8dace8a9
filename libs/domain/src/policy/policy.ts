import { isCalendarDate } from '../kernel/calendar.js';
import type { Context, Decider, EventMeta } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import type { Message, Of } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { PolicyContent, PolicyEvent } from './policy.events.js';
import { invalidFieldsOf } from './policy.policies.js';
import type { PolicyVersion, Rules } from './rules.js';

export type PolicyDraft = PolicyContent & Readonly<{ version: number; draftedBy: string }>;

/** `supersededFrom` is the first day on which the version no longer decides; null while that is open. */
export type PublishedVersion = PolicyContent & Readonly<{ policyId: string; version: number; supersededFrom: string | null }>;

export type PolicyState = Readonly<{ draft: PolicyDraft | null; published: readonly PublishedVersion[] }>;

export type PolicyCommand =
  | Message<'DraftPolicy', Readonly<{ policyId: string }> & PolicyContent>
  | Message<'DiscardPolicyDraft', Readonly<{ policyId: string }>>
  | Message<'PublishPolicy', Readonly<{ policyId: string; version: number }>>
  /** Withdraws a version from a date on; publishing a later one supersedes it without this. */
  | Message<'SupersedePolicy', Readonly<{ policyId: string; version: number; from: string }>>;

type Payload<Type extends PolicyCommand['type']> = Of<PolicyCommand, Type>['data'];

const contentOf = ({ title, area, effectiveFrom, rules }: PolicyContent): PolicyContent => ({ title, area, effectiveFrom, rules });

const draftPolicy = (wish: Payload<'DraftPolicy'>, { draft, published }: PolicyState): PolicyEvent[] => {
  const fields = invalidFieldsOf(wish);
  require(fields.length === 0, 'invalid-rules', { fields });
  const fixedArea = published[0]?.area;
  require(fixedArea === undefined || fixedArea === wish.area, 'policy-area-fixed', { area: fixedArea });
  if (draft && sameValue(contentOf(draft), contentOf(wish))) return [];
  return [{ type: 'PolicyDrafted', data: { policyId: wish.policyId, version: published.length + 1, ...contentOf(wish) } }];
};

const discardPolicyDraft = ({ policyId }: Payload<'DiscardPolicyDraft'>, { draft }: PolicyState): PolicyEvent[] =>
  draft ? [{ type: 'PolicyDraftDiscarded', data: { policyId, version: draft.version } }] : [];

/** A newer version decides from its first day on, so every older one that would still decide then ends there. */
const supersededBy = (draft: PolicyDraft, published: readonly PublishedVersion[]): PolicyEvent[] => {
  const { version: by, effectiveFrom: from } = draft;
  const ending = published.filter(({ supersededFrom }) => supersededFrom === null || supersededFrom > from);
  return ending.map(({ policyId, version }) => ({ type: 'PolicySuperseded', data: { policyId, version, from, by }, effectiveOn: from }));
};

const publishPolicy = ({ policyId, version }: Payload<'PublishPolicy'>, state: PolicyState, { by }: Context): PolicyEvent[] => {
  const { draft, published } = state;
  if (published.some((existing) => existing.version === version)) return [];
  require(draft !== null && draft.version === version, 'policy-draft-absent', { version });
  require(draft.draftedBy !== by || by.startsWith('system:'), 'publisher-is-drafter', { version });
  return [
    { type: 'PolicyPublished', data: { policyId, version, ...contentOf(draft) }, effectiveOn: draft.effectiveFrom },
    ...supersededBy(draft, published),
  ];
};

const supersedePolicy = ({ policyId, version, from }: Payload<'SupersedePolicy'>, { published }: PolicyState): PolicyEvent[] => {
  const target = published.find((existing) => existing.version === version);
  require(target !== undefined, 'policy-version-unknown', { version });
  const { effectiveFrom, supersededFrom } = target;
  require(isCalendarDate(from) && from >= effectiveFrom, 'invalid-supersession-date', { effectiveFrom });
  if (supersededFrom === from) return [];
  require(supersededFrom === null || supersededFrom > from, 'policy-already-superseded', { supersededFrom });
  return [{ type: 'PolicySuperseded', data: { policyId, version, from }, effectiveOn: from }];
};

const evolve = (state: PolicyState, { type, data }: PolicyEvent, { by }: EventMeta): PolicyState => {
  switch (type) {
    case 'PolicyDrafted':
      return { ...state, draft: { version: data.version, draftedBy: by, ...contentOf(data) } };
    case 'PolicyDraftDiscarded':
      return { ...state, draft: null };
    case 'PolicyPublished': {
      const { policyId, version } = data;
      return { draft: null, published: [...state.published, { policyId, version, ...contentOf(data), supersededFrom: null }] };
    }
    case 'PolicySuperseded':
      return {
        ...state,
        published: state.published.map((each) => (each.version === data.version ? { ...each, supersededFrom: data.from } : each)),
      };
  }
};

/** One place's rules over the years: stream `policy-<policyId>`, numbered versions, published by a second person. */
export const policy: Decider<PolicyState, PolicyCommand, PolicyEvent> = {
  category: 'policy',
  initial: { draft: null, published: [] },
  decide: ({ type, data }, state, context) => {
    switch (type) {
      case 'DraftPolicy':
        return draftPolicy(data, state);
      case 'DiscardPolicyDraft':
        return discardPolicyDraft(data, state);
      case 'PublishPolicy':
        return publishPolicy(data, state, context);
      case 'SupersedePolicy':
        return supersedePolicy(data, state);
    }
  },
  evolve,
};

/** The name a decision keeps of the rules it used. */
export const policyVersionOf = ({ policyId, version }: Pick<PublishedVersion, 'policyId' | 'version'>): PolicyVersion =>
  `${policyId}@${version}`;

const outranks = (one: PublishedVersion, other: PublishedVersion): boolean => {
  if (one.area.length !== other.area.length) return one.area.length > other.area.length;
  if (one.effectiveFrom !== other.effectiveFrom) return one.effectiveFrom > other.effectiveFrom;
  return policyVersionOf(one) > policyVersionOf(other);
};

/**
 * The rules in force in an area on a date, among the published versions of any number of policies: the most specific
 * area, then the latest first day.
 * @throws {Refusal} `no-policy-in-force`
 */
export const inForce = (
  published: readonly PublishedVersion[],
  area: string,
  date: string,
): Readonly<{ policyVersion: PolicyVersion; rules: Rules }> => {
  const [first, ...rest] = published.filter(
    (each) => area.startsWith(each.area) && each.effectiveFrom <= date && (each.supersededFrom === null || date < each.supersededFrom),
  );
  if (!first) throw new Refusal('no-policy-in-force', { area, date });
  const best = rest.reduce((leader, each) => (outranks(each, leader) ? each : leader), first);
  return { policyVersion: policyVersionOf(best), rules: best.rules };
};
