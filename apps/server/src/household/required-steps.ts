import type { KnownHousehold } from '#domain/household/household.state';
import type { RequiredStep, Rules } from '#domain/policy/rules';

/** Every step that a policy may ask for. */
export const requiredSteps: readonly RequiredStep[] = ['authorisation', 'survey', 'notice', 'review', 'data_match'];

/**
 * What has to be done before the next decision on the file. Urgent help goes before its papers: a temporary file is approved
 * once somebody was at the home, and becomes formal when the rest is done (the rural peer's green channel).
 */
export const stepsToApprove = ({ facts, status }: KnownHousehold, rules: Pick<Rules, 'requiredSteps'>): readonly RequiredStep[] =>
  facts.temporary && status !== 'registered' ? rules.requiredSteps.filter((step) => step === 'survey') : rules.requiredSteps;
