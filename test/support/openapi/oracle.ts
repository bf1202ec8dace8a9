import { deviationsOf } from './conformance.js';
import type { Operation, Resolve } from './document.js';
import type { RawAnswer } from './raw-request.js';
import { CANARY } from './values.js';

/** What betrays the inside of the server. */
const INSIDE = /node_modules|\.[jt]s:\d+|\bat [\w.<>]+ \(|(Type|Range|Syntax|Reference)Error|SQLITE|Mongo/;

/** Values that belong to people: the canary stands for names, addresses and the like; then ID numbers and card numbers as the tests make them. */
export const PERSONAL = new RegExp(`${CANARY}|410424\\d{11}|999900\\d{10}`);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const problemFaults = ({ status, contentType, text }: RawAnswer): readonly string[] => {
  const { code, type, title, status: told } = (parsed(text) ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...(status >= 500 ? [`answered ${status}`] : []),
    ...(contentType.startsWith('application/problem+json') ? [] : [`an error as ${contentType}`]),
    ...(typeof code === 'string' && /^[a-z][a-z0-9-]+$/.test(code) ? [] : ['no stable code']),
    ...(type === `urn:nuanliu:problem:${String(code)}` && told === status ? [] : ['type or status is not that of the code']),
    ...(typeof title === 'string' && title !== '' ? [] : ['no title']),
    ...(INSIDE.test(text) ? ['tells of the inside'] : []),
    ...(PERSONAL.test(text.replace(/"(position|after|instance)":"[^"]*"/g, '')) ? ['repeats a value'] : []),
  ];
};

const answerFaults = ({ answers }: Operation, { status, contentType, text }: RawAnswer, resolve: Resolve): readonly string[] => {
  if (!(String(status) in answers)) return [`the answer ${status} is not described`];
  const [mediaType, content] = Object.entries(answers[status] ?? {})[0] ?? [];
  if (mediaType === undefined) return text === '' ? [] : ['the content of the answer is not described'];
  if (!contentType.startsWith(mediaType)) return [`${contentType} instead of ${mediaType}`];
  return mediaType === 'application/json' ? deviationsOf(parsed(text), content?.schema ?? {}, resolve) : [];
};

/** What is wrong with an answer, whatever was asked. */
export const faultsOf = (operation: Operation, answer: RawAnswer, resolve: Resolve): readonly string[] =>
  answer.status >= 400 ? problemFaults(answer) : answerFaults(operation, answer, resolve);
