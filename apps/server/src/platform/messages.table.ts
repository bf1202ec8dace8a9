export type Message = Readonly<{ zh: string; en: string }>;

/** Every problem and refusal code in the reader's language; a test compares the codes with those in the source. */
export const messages: Readonly<Record<string, Message>> = {
  'not-found': { zh: '没有找到', en: 'Not found' },
  'permission-denied': { zh: '您的角色没有此权限', en: 'Your role does not allow this' },
  'session-required': { zh: '请先登录', en: 'Please sign in' },
  'session-ended': { zh: '登录已失效,请重新登录', en: 'Your session has ended; please sign in again' },
  'validation-failed': { zh: '填写的内容有误', en: 'Some fields are not valid' },
  'internal-error': { zh: '系统出错,操作未确认', en: 'Something went wrong; nothing was confirmed' },
};
