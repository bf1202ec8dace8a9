import type { PolicyEvent } from '#domain/policy/policy.events';
import { starterRules } from '#domain/policy/starter-policy';
import type { Seen } from '../view.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { policyVersions, type PolicyVersionRow } from './policy-versions.js';

const content = { policyId: 'city', version: 1, title: '认定标准', area: '4104', effectiveFrom: '2022-01-01', rules: starterRules };
const drafted = { type: 'PolicyDrafted', data: content, meta: { by: 'officer-1' } };
const published = { type: 'PolicyPublished', data: content, meta: { by: 'officer-2', at: '2022-01-01T01:00:00.000Z' } };
const after = (...events: readonly { type: string; data: unknown }[]): PolicyVersionRow | undefined =>
  foldView(policyVersions, seenIn<Seen<PolicyEvent>>('policy-city', events)).get('city@1');

describe('the versions of a policy', () => {
  it('show a draft and who wrote it', () =>
    expect(after(drafted)).toEqual({
      policyVersion: 'city@1',
      ...content,
      status: 'draft',
      supersededFrom: null,
      supersededBy: null,
      draftedBy: 'officer-1',
      publishedBy: null,
      publishedAt: null,
    }));

  it('show who published it and when', () =>
    expect(after(drafted, published)).toMatchObject({
      status: 'published',
      draftedBy: 'officer-1',
      publishedBy: 'officer-2',
      publishedAt: '2022-01-01T01:00:00.000Z',
    }));

  it.each([
    [{ by: 2 }, 2],
    [{}, null],
  ])('show since when another one decides, or none: %j', (by, supersededBy) =>
    expect(
      after(drafted, published, { type: 'PolicySuperseded', data: { policyId: 'city', version: 1, from: '2023-01-01', ...by } }),
    ).toMatchObject({
      status: 'superseded',
      supersededFrom: '2023-01-01',
      supersededBy,
    }),
  );

  it('lose a draft that was thrown away', () =>
    expect(after(drafted, { type: 'PolicyDraftDiscarded', data: { policyId: 'city', version: 1 } })).toBeUndefined());

  it('take a later draft over an earlier one', () =>
    expect(after(drafted, { type: 'PolicyDrafted', data: { ...content, title: '认定标准（修订）' } })).toMatchObject({
      title: '认定标准（修订）',
      draftedBy: 'caseworker-1',
    }));
});
