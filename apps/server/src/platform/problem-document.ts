import { fieldMessageFor, messageFor } from './messages.js';
import type { FieldProblem, Problem } from './problem.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

const inWords = ({ pointer, code, detail }: FieldProblem, acceptLanguage: string | undefined): FieldProblem => ({
  pointer,
  code,
  detail: fieldMessageFor(code, detail, acceptLanguage),
});

/** What is answered to a problem: RFC 9457, with the text in the reader's language. */
export const problemDocument = (problem: Problem, acceptLanguage: string | undefined, requestId: string) => ({
  type: `urn:nuanliu:problem:${problem.code}`,
  title: messageFor(problem.code, acceptLanguage),
  status: problem.status,
  code: problem.code,
  ...(Object.keys(problem.details).length > 0 ? { details: problem.details } : {}),
  ...(problem.fields.length > 0 ? { fields: problem.fields.map((field) => inWords(field, acceptLanguage)) } : {}),
  instance: `urn:nuanliu:request:${requestId}`,
});
