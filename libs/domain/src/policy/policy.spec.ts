import { Refusal } from '../kernel/refusal.js';
import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import { inForce, policy, type PolicyCommand, type PublishedVersion } from './policy.js';
import { policyPersonal, type PolicyContent, type PolicyEvent } from './policy.events.js';
import type { Rules } from './rules.js';
import { starterPolicy, starterRules } from './starter-policy.js';

const policyId = 'pingdingshan';
const content: PolicyContent = { title: '认定参数', area: '4104', effectiveFrom: '2022-01-01', rules: starterRules };

const draft = (more: Partial<PolicyContent> = {}): PolicyCommand => ({ type: 'DraftPolicy', data: { policyId, ...content, ...more } });
const publish = (version: number): PolicyCommand => ({ type: 'PublishPolicy', data: { policyId, version } });
const supersede = (version: number, from: string): PolicyCommand => ({ type: 'SupersedePolicy', data: { policyId, version, from } });
const discard: PolicyCommand = { type: 'DiscardPolicyDraft', data: { policyId } };

const drafted = (version = 1, more: Partial<PolicyContent> = {}): PolicyEvent => ({
  type: 'PolicyDrafted',
  data: { policyId, version, ...content, ...more },
});
const published = (version = 1, more: Partial<PolicyContent> = {}): PolicyEvent => ({
  type: 'PolicyPublished',
  data: { policyId, version, ...content, ...more },
  effectiveOn: more.effectiveFrom ?? content.effectiveFrom,
});
const superseded = (version: number, from: string, by?: number): PolicyEvent => ({
  type: 'PolicySuperseded',
  data: { policyId, version, from, ...(by === undefined ? {} : { by }) },
  effectiveOn: from,
});
const discarded: PolicyEvent = { type: 'PolicyDraftDiscarded', data: { policyId, version: 1 } };

const given = scenario(policy, { by: 'officer-1', role: 'rights_dept_officer', unit: '410400' });
const secondPerson = { by: 'officer-2' };

keepsTheLaws(policy, policyPersonal, {
  DraftPolicy: { after: [], command: { type: 'DraftPolicy', data: { policyId, ...content } } },
  DiscardPolicyDraft: { after: [drafted()], command: { type: 'DiscardPolicyDraft', data: { policyId } } },
  PublishPolicy: { after: [drafted()], command: { type: 'PublishPolicy', data: { policyId, version: 1 } }, context: secondPerson },
  SupersedePolicy: {
    after: [drafted(), published()],
    command: { type: 'SupersedePolicy', data: { policyId, version: 1, from: '2022-03-01' } },
  },
});

describe('drafting a policy', () => {
  it('writes down version 1', () => given().when(draft()).then(drafted()));
  it('replaces an earlier draft under the same number', () =>
    given(drafted())
      .when(draft({ title: '认定参数（二稿）' }))
      .then(drafted(1, { title: '认定参数（二稿）' })));
  it('takes the next number after a published version', () => given(drafted(), published()).when(draft()).then(drafted(2)));
  it('may be given up', () => given(drafted()).when(discard).then(discarded));
  it('gives up nothing where there is no draft', () => given(drafted(), discarded).when(discard).then());
  it('keeps the area of the versions already published', () =>
    given(drafted(), published())
      .when(draft({ area: '410481' }))
      .thenRefused('policy-area-fixed', { area: '4104' }));
  it('accepts the starter policy', () => {
    const events = given().when({ type: 'DraftPolicy', data: starterPolicy }).events();
    expect(events.map(({ type }) => type)).toEqual(['PolicyDrafted']);
  });
});

describe('the rules of a draft', () => {
  const [line] = starterRules.lines;
  const withLine = (more: Record<string, unknown>): Partial<Rules> => ({ lines: [{ ...line, ...more } as Rules['lines'][number]] });
  const test = (multiplePercent: number) => ({ multiplePercent, comparison: '<' as const });

  it.each<[string, Partial<Rules>]>([
    ['rules.lines', { lines: [] }],
    ['rules.lines.0.area', withLine({ area: '41040' })],
    ['rules.lines.0.effectiveFrom', withLine({ effectiveFrom: '2021-02-30' })],
    ['rules.lines.0.monthlyFen', withLine({ monthlyFen: 0 })],
    ['rules.lines.0.monthlyFen', withLine({ monthlyFen: 590.5 })],
    ['rules.lines.0.source', withLine({ source: ' ' })],
    ['rules.lines.2.effectiveFrom', { lines: [...starterRules.lines, ...starterRules.lines.slice(0, 1)] }],
    ['rules.windowMonths', { windowMonths: 0 }],
    ['rules.windowMonths', { windowMonths: 37 }],
    ['rules.deep.multiplePercent', { deep: test(0) }],
    ['rules.deep.comparison', { deep: { multiplePercent: 100, comparison: '>' as '<' } }],
    ['rules.relative.multiplePercent', { relative: test(99) }],
    ['rules.marginal.multiplePercent', { marginal: test(199) }],
    ['rules.marginal.multiplePercent', { marginal: test(1001) }],
    ['rules.exit.multiplePercent', { exit: test(1.5) }],
    ['rules.accident.sharePercent', { accident: { sharePercent: 0, comparison: '>' } }],
    ['rules.accident.comparison', { accident: { sharePercent: 80, comparison: '<' as '>' } }],
    ['rules.exclusions', { exclusions: ['homes', 'homes'] }],
    ['rules.homesExcludedFrom', { homesExcludedFrom: 0 }],
    ['rules.requiredSteps', { requiredSteps: ['blessing' as 'survey'] }],
    ['rules.noticeDays', { noticeDays: 0 }],
    ['rules.noticeCounts', { noticeCounts: 'moons' as 'working_days' }],
    ['rules.surveyWithinDays', { surveyWithinDays: 0 }],
    ['rules.minimumSurveyors', { minimumSurveyors: 0 }],
    ['rules.reverifyMonths', { reverifyMonths: 0 }],
    ['rules.exitStableMonths', { exitStableMonths: -1 }],
  ])('are refused naming %s', (field, broken) =>
    given()
      .when(draft({ rules: { ...starterRules, ...broken } }))
      .thenRefused('invalid-rules', { fields: [field] }),
  );

  it.each<[string, Partial<PolicyContent>]>([
    ['title', { title: '' }],
    ['area', { area: 'x' }],
    ['effectiveFrom', { effectiveFrom: '2022-13-01' }],
  ])('need a %s', (field, broken) =>
    given()
      .when(draft(broken))
      .thenRefused('invalid-rules', { fields: [field] }),
  );

  it('need a policy id that a version can be named by', () =>
    given()
      .when({ type: 'DraftPolicy', data: { policyId: 'a@b', ...content } })
      .thenRefused('invalid-rules', { fields: ['policyId'] }));

  it('name every broken field at once', () =>
    given()
      .when(draft({ title: '', rules: { ...starterRules, noticeDays: 61, ...withLine({ monthlyFen: 100_000_001 }) } }))
      .thenRefused('invalid-rules', { fields: ['title', 'rules.lines.0.monthlyFen', 'rules.noticeDays'] }));

  it('may stand exactly at their limits', () => {
    const rules = {
      ...starterRules,
      ...withLine({ monthlyFen: 100_000_000 }),
      deep: test(1),
      relative: test(1),
      marginal: test(1000),
      exitStableMonths: 0,
    };
    given().when(draft({ rules })).then(drafted(1, { rules }));
  });
});

describe('publishing a policy', () => {
  it('is done by a second person', () => given(drafted()).when(publish(1), secondPerson).then(published()));
  it('is refused to the drafter', () => given(drafted()).when(publish(1)).thenRefused('publisher-is-drafter', { version: 1 }));
  it('is refused to whoever replaced the draft, and open to the first drafter', () => {
    const replaced = given(drafted(), { ...drafted(1, { title: '二稿' }), meta: secondPerson });
    replaced.when(publish(1), secondPerson).thenRefused('publisher-is-drafter');
    replaced.when(publish(1)).then(published(1, { title: '二稿' }));
  });
  it('is open to the system for its own draft', () =>
    given({ ...drafted(), meta: { by: 'system:first-start' } })
      .when(publish(1), { by: 'system:first-start' })
      .then(published()));
  it('needs the draft that was read', () => {
    given().when(publish(1)).thenRefused('policy-draft-absent', { version: 1 });
    given(drafted(), discarded).when(publish(1)).thenRefused('policy-draft-absent');
    given(drafted()).when(publish(2), secondPerson).thenRefused('policy-draft-absent');
  });
  it('ends every version that would still decide on its first day', () =>
    given(drafted(), published(), drafted(2, { effectiveFrom: '2023-01-01' }))
      .when(publish(2), secondPerson)
      .then(published(2, { effectiveFrom: '2023-01-01' }), superseded(1, '2023-01-01', 2)));
  it('leaves alone a version that had ended before', () =>
    given(drafted(), published(), superseded(1, '2022-06-01'), drafted(2, { effectiveFrom: '2022-06-01' }))
      .when(publish(2), secondPerson)
      .then(published(2, { effectiveFrom: '2022-06-01' })));
});

describe('withdrawing a version', () => {
  const first = given(drafted(), published());
  it('ends it from a date on', () => first.when(supersede(1, '2022-07-01')).then(superseded(1, '2022-07-01')));
  it('may end it on its first day, so that it never decides again', () =>
    first.when(supersede(1, '2022-01-01')).then(superseded(1, '2022-01-01')));
  it.each(['2021-12-31', '2022-02-30', 'soon'])('is refused from %s', (from) =>
    first.when(supersede(1, from)).thenRefused('invalid-supersession-date', { effectiveFrom: '2022-01-01' }),
  );
  it('is refused for a version that was never published', () => {
    first.when(supersede(2, '2022-07-01')).thenRefused('policy-version-unknown', { version: 2 });
    given(drafted()).when(supersede(1, '2022-07-01')).thenRefused('policy-version-unknown');
  });
  it('may bring the end forward but not put it off', () => {
    const ended = given(drafted(), published(), superseded(1, '2022-07-01'));
    ended.when(supersede(1, '2022-06-30')).then(superseded(1, '2022-06-30'));
    ended.when(supersede(1, '2022-07-02')).thenRefused('policy-already-superseded', { supersededFrom: '2022-07-01' });
  });
});

describe('the policy in force', () => {
  const version = (
    id: string,
    number: number,
    area: string,
    effectiveFrom: string,
    supersededFrom: string | null = null,
  ): PublishedVersion => ({
    ...content,
    policyId: id,
    version: number,
    area,
    effectiveFrom,
    supersededFrom,
  });
  const versions = [
    version('city', 2, '4104', '2022-01-01'),
    version('city', 1, '4104', '2021-01-01', '2022-01-01'),
    version('wugang', 1, '410481', '2022-03-01', '2023-01-01'),
  ];

  it.each([
    ['410402', '2021-01-01', 'city@1'],
    ['410402', '2021-12-31', 'city@1'],
    ['410402', '2022-01-01', 'city@2'],
    ['410481', '2022-02-28', 'city@2'],
    ['410481', '2022-03-01', 'wugang@1'],
    ['410481', '2023-01-01', 'city@2'],
  ])('in %s on %s is %s', (area, date, policyVersion) =>
    expect(inForce(versions, area, date)).toStrictEqual({ policyVersion, rules: starterRules }),
  );

  it('is the later of two policies for the same area, whatever the order they are listed in', () => {
    const two = [version('a', 1, '4104', '2022-01-01'), version('b', 1, '4104', '2022-02-01')];
    expect(inForce(two, '410402', '2022-06-01').policyVersion).toBe('b@1');
    expect(inForce([...two].reverse(), '410402', '2022-06-01').policyVersion).toBe('b@1');
  });

  it('is refused where there is none', () => {
    expect(() => inForce(versions, '410402', '2020-12-31')).toThrow(new Refusal('no-policy-in-force'));
    expect(() => inForce(versions, '4101', '2022-01-01')).toThrow(new Refusal('no-policy-in-force'));
  });

  it('follows from the history of a policy', () => {
    const history = given(
      drafted(),
      published(),
      drafted(2, { effectiveFrom: '2023-01-01' }),
      published(2, { effectiveFrom: '2023-01-01' }),
      superseded(1, '2023-01-01', 2),
    );
    expect(inForce(history.state().published, '410402', '2022-12-31').policyVersion).toBe('pingdingshan@1');
    expect(inForce(history.state().published, '410402', '2023-01-01').policyVersion).toBe('pingdingshan@2');
  });
});
