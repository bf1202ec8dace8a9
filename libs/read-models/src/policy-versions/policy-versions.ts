import type { PolicyEvent } from '#domain/policy/policy.events';
import type { PolicyVersion, Rules } from '#domain/policy/rules';
import type { Seen, View } from '../view.js';

type PolicySeen = Seen<PolicyEvent>;

/** One version of a policy with its rules, who wrote it and who let it be. */
export type PolicyVersionRow = Readonly<{
  policyVersion: PolicyVersion;
  policyId: string;
  version: number;
  status: 'draft' | 'published' | 'superseded';
  title: string;
  area: string;
  effectiveFrom: string;
  /** The first day on which it decides nothing any more, and the version that does instead (null where it was withdrawn). */
  supersededFrom: string | null;
  supersededBy: number | null;
  rules: Rules;
  draftedBy: string;
  publishedBy: string | null;
  publishedAt: string | null;
}>;

type Content = Pick<PolicyVersionRow, 'policyId' | 'version' | 'title' | 'area' | 'effectiveFrom' | 'rules'>;

const contentOf = ({ policyId, version, title, area, effectiveFrom, rules }: Content): Content & { policyVersion: PolicyVersion } => ({
  policyVersion: `${policyId}@${version}`,
  policyId,
  version,
  title,
  area,
  effectiveFrom,
  rules,
});

const notPublished = { status: 'draft', supersededFrom: null, supersededBy: null, publishedBy: null, publishedAt: null } as const;

const fold = (row: PolicyVersionRow | null, { type, data, meta }: PolicySeen): PolicyVersionRow | null => {
  switch (type) {
    case 'PolicyDrafted':
      return { ...contentOf(data), ...notPublished, draftedBy: meta.by };
    case 'PolicyPublished':
      return {
        draftedBy: meta.by,
        ...row,
        ...contentOf(data),
        ...notPublished,
        status: 'published',
        publishedBy: meta.by,
        publishedAt: meta.at,
      };
    case 'PolicySuperseded':
      return row && { ...row, status: 'superseded', supersededFrom: data.from, supersededBy: data.by ?? null };
    case 'PolicyDraftDiscarded':
      return null;
  }
};

/** Every version of every policy, drafts included. */
export const policyVersions: View<PolicyVersionRow, PolicySeen> = {
  collection: {
    name: 'policy-versions',
    key: ({ policyVersion }) => policyVersion,
    fields: {
      policyVersion: 'string',
      policyId: 'string',
      version: 'number',
      status: 'string',
      title: 'string',
      area: 'string',
      effectiveFrom: 'string',
      supersededFrom: 'string',
    },
    indexes: [['policyId', 'version'], ['status', 'effectiveFrom'], ['area', 'effectiveFrom'], ['effectiveFrom']],
    text: ['title'],
  },
  version: 1,
  categories: ['policy'],
  keysOf: ({ data }) => [`${data.policyId}@${data.version}`],
  fold,
};
