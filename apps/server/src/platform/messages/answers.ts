import type { Messages } from './message.js';

/** What the server itself answers, whatever was asked of it. */
export const answers: Messages = {
  'bad-request': { zh: '请求有误，无法处理。', en: 'The request cannot be understood.' },
  'body-too-large': { zh: '提交的内容过大。', en: 'What was sent is too large.' },
  'concurrent-change': {
    zh: '其他人同时修改了这条记录，请刷新后重试。',
    en: 'Somebody else changed this at the same moment. Please reload and try again.',
  },
  'content-encoding-unsupported': { zh: '请不要压缩提交的内容。', en: 'Please send the content uncompressed.' },
  'cursor-invalid': {
    zh: '翻页信息已失效，请从第一页重新查看。',
    en: 'This page link is no longer good. Please start from the first page.',
  },
  'directory-behind': {
    zh: '操作已保存，但尚未生效，请稍后刷新查看。',
    en: 'It was saved but is not in force yet. Please look again in a moment.',
  },
  'directory-stopped': {
    zh: '系统无法读取账号和组织信息，已暂停服务，请联系管理员。',
    en: 'Accounts and unions cannot be read, so nobody is let in. Please tell the administrator.',
  },
  'form-invalid': { zh: '上传的表单不完整或格式有误，请重新上传。', en: 'The form is malformed or broke off. Please send it again.' },
  'headers-too-large': { zh: '请求头过大。', en: 'The headers of the request are too large.' },
  'history-altered': {
    zh: '该记录的历史校验不通过，可能被改动，已停止读取，请联系管理员。',
    en: 'The history of this record does not verify; it may have been tampered with. Please tell the administrator.',
  },
  'idempotency-key-invalid': { zh: '请求编号（Idempotency-Key）格式有误。', en: 'The Idempotency-Key is malformed.' },
  'idempotency-key-reused': {
    zh: '该请求编号已用于另一项操作，请更换编号后重新提交。',
    en: 'This Idempotency-Key was used for something else. Please send the request with a new one.',
  },
  'if-match-invalid': { zh: '版本号（If-Match）格式有误。', en: 'If-Match is malformed.' },
  'internal-error': {
    zh: '系统出错，操作未得到确认，请稍后重试。',
    en: 'Something went wrong on our side; nothing was confirmed. Please try again later.',
  },
  'json-invalid': { zh: '提交的内容不是有效的 JSON。', en: 'The body is not valid JSON in UTF-8.' },
  'json-key-forbidden': { zh: '提交的内容含有不允许使用的字段名。', en: 'The body uses a field name that is not allowed.' },
  'json-key-twice': { zh: '提交的内容中同一字段出现了两次。', en: 'The body has the same field twice.' },
  'json-no-object': { zh: '提交的内容必须是一个 JSON 对象。', en: 'The body must be one JSON object.' },
  'json-number-inexact': {
    zh: '提交的数字过大或位数过多，无法精确保存。',
    en: 'A number is too large or has too many digits to be kept exactly.',
  },
  'method-not-allowed': { zh: '不支持这种操作方式。', en: 'This method is not allowed here.' },
  'not-acceptable': { zh: '无法按要求的格式返回结果。', en: 'The answer cannot be given in the form asked for.' },
  'not-found': { zh: '没有找到，或不在您的管理范围内。', en: 'It does not exist, or lies outside your units.' },
  'permission-denied': { zh: '您的角色没有这项权限。', en: 'Your role does not allow this.' },
  'position-unknown': { zh: '要等待的记录位置不存在。', en: 'There is no such position to wait for.' },
  'request-invalid': { zh: '请求格式有误，无法识别。', en: 'This is not a valid HTTP request.' },
  'request-timeout': { zh: '请求超时，请检查网络后重试。', en: 'The request took too long to arrive. Please try again.' },
  'search-empty': { zh: '请至少填写一项查询条件。', en: 'Please give at least one thing to search for.' },
  'stale-revision': {
    zh: '您看到的内容已被他人更新，请刷新后再操作。',
    en: 'This has changed since you read it. Please reload before you go on.',
  },
  stopping: { zh: '系统正在停止，请稍后重试。', en: 'The server is stopping. Please try again in a moment.' },
  'store-unavailable': { zh: '数据暂时无法读写，请稍后重试。', en: 'The data cannot be reached at the moment. Please try again later.' },
  'too-many-requests': { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests. Please wait a moment.' },
  'unsupported-media-type': { zh: '不支持这种内容格式。', en: 'This kind of content is not supported.' },
  'url-invalid': { zh: '网址格式有误。', en: 'The address is malformed.' },
  'validation-failed': { zh: '填写的内容有误，请按提示修改。', en: 'Some fields are not valid. Please correct them.' },
  'view-behind': { zh: '数据正在更新，请稍后刷新查看。', en: 'The list is still being brought up to date. Please look again in a moment.' },
  'view-stopped': { zh: '该列表已停止更新，请联系管理员。', en: 'This list is no longer kept up to date. Please tell the administrator.' },
  'views-catching-up': { zh: '系统正在启动，请稍候。', en: 'The server is starting. Please wait a moment.' },
};
