import { messageFor } from './messages.js';
import type { Problem } from './problem.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** What is answered to a problem: RFC 9457, with the text in the reader's language. */
export const problemDocument = (problem: Problem, acceptLanguage: string | undefined, requestId: string) => ({
  type: `urn:nuanliu:problem:${problem.code}`,
  title: messageFor(problem.code, acceptLanguage),
  status: problem.status,
  code: problem.code,
  ...(Object.keys(problem.details).length > 0 ? { details: problem.details } : {}),
  ...(problem.fields.length > 0 ? { fields: problem.fields } : {}),
  instance: `urn:nuanliu:request:${requestId}`,
});
