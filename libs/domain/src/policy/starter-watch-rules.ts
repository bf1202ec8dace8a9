import { starterFeeds } from './starter-feeds.js';
import { starterRiskRules } from './starter-risk-rules.js';
import { DEPARTMENTS, RURAL_TERM, RURAL_VISIT, RURAL_CLEARING, RURAL_REVIEW, NATIONAL_FORM, PARAMETER } from './starter-watch-sources.js';
import type { WatchRules } from './watch-rules.js';

/**
 * Rules of monitoring to begin with: figures of the rural peer system where it publishes them, else proposed here and marked as
 * policy parameters. Each names its source.
 */
export const starterWatchRules: WatchRules = {
  rules: starterRiskRules,
  feeds: starterFeeds,
  importedFilesCountAsAuthorised: true,
  verify: { days: 15, counts: 'calendar_days', source: RURAL_TERM },
  minimumVisitors: 2,
  plan: { days: 10, counts: 'working_days', source: PARAMETER },
  recheck: { days: 30, counts: 'working_days', source: `总工办〔2016〕36号: 三十个工作日内更新; ${PARAMETER}` },
  followUpMonths: { red: 1, yellow: 3, green: 6 },
  stableMonths: 6,
  reviewMonths: 12,
  remindDaysBefore: 3,
  escalate: { days: 5, counts: 'working_days', source: PARAMETER },
  massRelapseBasisPoints: 300,
  leadKeepDays: 90,
  sources: {
    feeds: `${DEPARTMENTS}; the columns: the departments' own forms`,
    importedFilesCountAsAuthorised: NATIONAL_FORM,
    minimumVisitors: RURAL_VISIT,
    followUpMonths: `红黄绿分级（海口秀英）; the months: ${PARAMETER}`,
    stableMonths: RURAL_CLEARING,
    reviewMonths: RURAL_REVIEW,
    remindDaysBefore: PARAMETER,
    massRelapseBasisPoints: `守住不发生规模性返贫的底线（2021—2023年中央一号文件）; ${PARAMETER}`,
    leadKeepDays: PARAMETER,
  },
};
