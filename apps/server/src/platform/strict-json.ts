import { Problem } from './problem.js';

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:]|-?\d[\d.eE+-]*/gs;

/** As many digits as a double keeps of any decimal number. */
const DIGITS_KEPT = 15;

/** Keys that reach beyond the object they stand in. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const refused = (code: string): Problem => new Problem(400, code);

/** False where reading the number changed it (rounded, out of the range of whole numbers, too small to be told from zero), and for a negative zero. */
const isExact = (written: string): boolean => {
  const value = Number(written);
  if (Object.is(value, -0) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  if (/^-?\d+$/.test(written)) return true;
  const [mantissa] = written.toLowerCase().split('e');
  const digits = mantissa!.replace(/^-?[0.]*|\./g, '').length;
  return digits <= DIGITS_KEPT && (value !== 0 || digits === 0);
};

/** An object takes note of its keys; a list has none. */
type Scope = Set<string> | undefined;

const enterKey = (scope: Scope, written: string): void => {
  const key = JSON.parse(written) as string;
  if (FORBIDDEN_KEYS.has(key)) throw refused('json-key-forbidden');
  if (scope?.has(key)) throw refused('json-key-twice');
  scope?.add(key);
};

/** Looks at what JSON.parse settles in silence. `text` is well-formed JSON. */
const inspect = (text: string): void => {
  const scopes: Scope[] = [];
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') scopes.push(new Set());
    else if (token === '[') scopes.push(undefined);
    else if (token === '}' || token === ']') scopes.pop();
    else if (token === ':') enterKey(scopes.at(-1), before);
    else if (!token.startsWith('"') && !isExact(token)) throw refused('json-number-inexact');
    before = token;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('json-invalid');
  }
};

/**
 * The JSON object that a body holds, if it can be read in one way only.
 * @throws {Problem} 400 `json-invalid` where it is no UTF-8 or no JSON, `json-no-object`, `json-key-twice`, `json-key-forbidden`
 * (a key that means the prototype), `json-number-inexact` (beyond 2^53-1, or with more digits than a number keeps).
 */
export const strictJson = (bytes: Uint8Array): object => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('json-invalid');
  }
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused('json-no-object');
  inspect(text);
  return value;
};
