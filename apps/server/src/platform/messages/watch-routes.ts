import type { Messages } from './message.js';

/** What is asked of others before something is done with a watch case. */
export const watchRoutes: Messages = {
  'aid-of-another-household': { zh: '该帮扶不属于本户。', en: 'The aid is not one of this household’s.' },
  'assignee-out-of-reach': {
    zh: '经办人没有账号，或不能办理该户的监测。',
    en: 'Somebody named has no account here, or may not work on this household.',
  },
  'person-not-in-household': { zh: '该人员不是本户成员。', en: 'This person is nobody of the household.' },
  'visitor-unknown': { zh: '核实人员没有账号，请核对。', en: 'A visitor has no account here.' },
};
