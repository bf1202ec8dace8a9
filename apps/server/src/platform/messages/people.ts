import type { Messages } from './message.js';

/** Accounts, sessions and unions. */
export const people: Messages = {
  'account-already-registered': { zh: '该账号已经开立。', en: 'The account is registered already.' },
  'account-disabled': { zh: '该账号已停用，不能进行此操作。', en: 'The account is disabled.' },
  'account-locked': {
    zh: '密码输错次数过多，账号已暂时锁定，请稍后再试或请管理员重置密码。',
    en: 'Too many wrong passwords: the account is locked for a while. Wait, or ask the administrator for a new password.',
  },
  'account-unknown': { zh: '没有找到该账号。', en: 'There is no such account.' },
  'administrator-holds-case-role': {
    zh: '系统管理员不能同时担任业务角色。',
    en: 'An administrator holds no other role: who gives out accounts decides no cases.',
  },
  'current-password-wrong': { zh: '当前密码不正确。', en: 'The current password is not right.' },
  'display-name-invalid': { zh: '请填写姓名，不超过 50 个字。', en: 'Please give a name of at most 50 characters.' },
  'not-own-account': { zh: '只能对本人的账号进行此操作。', en: 'This can only be done with your own account.' },
  'own-account': {
    zh: '不能对本人的账号进行此操作，请由其他管理员办理。',
    en: 'This cannot be done to your own account. Another administrator must do it.',
  },
  'password-change-required': { zh: '请先修改初始密码。', en: 'Please change your one-time password first.' },
  'password-is-username': { zh: '密码不能与用户名相同或只在用户名上略加改动。', en: 'The password is little more than the username.' },
  'password-too-common': { zh: '该密码过于常见，容易被猜到，请换一个。', en: 'This password is easy to guess. Please choose another.' },
  'password-too-short': { zh: '密码至少需要 12 个字符。', en: 'The password needs at least 12 characters.' },
  'password-unchanged': { zh: '新密码不能与当前密码相同。', en: 'The new password is the same as the current one.' },
  'role-held-twice': { zh: '同一单位的同一角色只能授予一次。', en: 'The same role in the same unit is named twice.' },
  'role-unit-invalid': { zh: '角色所属的工会组织代码有误。', en: 'The unit in which the role is held is malformed.' },
  'role-unknown': { zh: '没有这个角色。', en: 'There is no such role.' },
  'session-ended': { zh: '登录已失效，请重新登录。', en: 'Your session has ended. Please sign in again.' },
  'session-required': { zh: '请先登录。', en: 'Please sign in.' },
  'sign-in-failed': { zh: '用户名或密码不正确。', en: 'The username or the password is not right.' },
  'username-invalid': {
    zh: '用户名须以字母开头，由 3 至 32 个字母、数字、点、横线或下划线组成。',
    en: 'A username begins with a letter and has 3 to 32 letters, digits, dots, hyphens or underscores.',
  },
  'username-taken': { zh: '该用户名已被使用，请换一个。', en: 'This username is taken. Please choose another.' },

  'parent-closed': { zh: '上级工会组织已撤销。', en: 'The parent union was dissolved.' },
  'parent-required': { zh: '除市总工会外，都须指定上级工会组织。', en: 'Every union but the city union needs a parent.' },
  'parent-unknown': { zh: '没有找到上级工会组织。', en: 'There is no such parent union.' },
  'unit-already-registered': {
    zh: '该组织代码已被使用，撤销后也不能再次使用。',
    en: 'This code is in use, or was; a code is never used again.',
  },
  'unit-closed': { zh: '该工会组织已撤销。', en: 'This union was dissolved.' },
  'unit-code-invalid': {
    zh: '组织代码只能由字母、数字和中间的横线组成，最长 32 位。',
    en: 'A unit code has letters, digits and inner hyphens, at most 32 of them.',
  },
  'unit-cycle': { zh: '不能把工会组织调整到自己或自己的下级之下。', en: 'A union cannot stand below itself.' },
  'unit-kind-unknown': { zh: '没有这种组织类型。', en: 'There is no such kind of union.' },
  'unit-name-invalid': {
    zh: '请填写组织名称，前后不留空格，不超过 100 个字。',
    en: 'Please give a name of at most 100 characters, without spaces around it.',
  },
  'unit-not-empty': {
    zh: '该工会组织下还有未撤销的下级单位或在档家庭，请先调整或转出。',
    en: 'Open unions or open files still hang on this union. Move them first.',
  },
  'unit-unknown': { zh: '没有找到该工会组织。', en: 'There is no such union.' },
};
