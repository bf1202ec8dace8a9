import type { Context } from '../kernel/decider.js';
import { effective, requireAll, requireText } from '../kernel/guards.js';
import { aboutOf, isSystem, requireOtherEyes, requireSinceClue, standing } from './guards.js';
import type { WatchCommandData } from './watch.commands.js';
import type { WatchEvent } from './watch.events.js';
import { clearingRules, relapseRules } from './watch.policies.js';
import { lastCase, openCase, type Watch } from './watch.state.js';

type Data = WatchCommandData;

/**
 * 风险消除, by somebody who entered nothing of the case.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `four-eyes`, dates, `date-before-clue`, the codes of `clearingRules`,
 * `explanation-missing`
 */
export const clearRisk = (data: Data['ClearRisk'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  requireOtherEyes(watchCase, context);
  const { clearedOn, stableMonths, explanation, policyVersion } = data;
  requireSinceClue(clearedOn, watchCase, context);
  requireAll(clearingRules, { watchCase, asked: data });
  requireText(explanation, 'explanation');
  const { stableSince = clearedOn } = watchCase;
  const cleared = { clearedOn, stableSince, stableMonths, explanation, policyVersion };
  return [{ type: 'RiskCleared', data: { ...aboutOf(watchCase), ...cleared }, ...effective(clearedOn, context) }];
};

/**
 * 返困, counted once. Where the file was reopened by hand, that was decided there: a reaction confirms it here as it is.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `four-eyes`, dates, `date-before-clue`, the codes of `relapseRules`,
 * `explanation-missing`
 */
export const confirmRelapse = (data: Data['ConfirmRelapse'], state: Watch, context: Context): WatchEvent[] => {
  if (lastCase(state)?.status === 'relapsed' || (isSystem(context) && !openCase(state))) return [];
  const watchCase = standing(state);
  const { confirmedOn, circumstances } = data;
  if (!isSystem(context)) {
    requireOtherEyes(watchCase, context);
    requireSinceClue(confirmedOn, watchCase, context);
    requireAll(relapseRules, { watchCase, asked: data });
  }
  requireText(circumstances, 'circumstances');
  return [{ type: 'RelapseConfirmed', data: { ...aboutOf(watchCase), confirmedOn, circumstances }, ...effective(confirmedOn, context) }];
};

/** The register took the household in, which is said there. */
export const turnIntoCase = (data: Data['TurnIntoCase'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = openCase(state);
  if (!watchCase) return [];
  return [{ type: 'WatchTurnedIntoCase', data: { ...aboutOf(watchCase), ...data }, ...effective(data.turnedOn, context) }];
};

/** The file ended, which is said there. */
export const endWatch = (data: Data['EndWatch'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = openCase(state);
  if (!watchCase) return [];
  return [{ type: 'WatchEnded', data: { ...aboutOf(watchCase), ...data }, ...effective(data.endedOn, context) }];
};
