import { Problem, shownName } from './problem.js';

/** No body of ours is nested deeper than a few levels; whatever walks through it by recursion is safe up to here. */
const DEEPEST = 16;

/** The longest list of ours has a thousand rows of a few fields. */
const MOST_VALUES = 20_000;

/** Control characters (but for tab, line feed and carriage return) and halves of characters. */
const NOT_PLAIN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

const details = {
  'null-not-allowed': 'leave the field out instead',
  'text-not-plain': 'no control characters, no halves of characters',
  'nested-too-deeply': `nested more than ${DEEPEST} deep`,
  'too-many-values': `more than ${MOST_VALUES} values`,
} as const;

type Place = Readonly<{ value: unknown; pointer: string; depth: number }>;

const faultOf = ({ value, depth }: Place): keyof typeof details | undefined => {
  if (value === null) return 'null-not-allowed';
  if (typeof value === 'string') return NOT_PLAIN.test(value) ? 'text-not-plain' : undefined;
  return depth > DEEPEST ? 'nested-too-deeply' : undefined;
};

const inside = ({ value, pointer, depth }: Place): Place[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value as Readonly<Record<string, unknown>>).map(([key, inner]) => ({
        value: inner,
        pointer: `${pointer}/${shownName(key)}`,
        depth: depth + 1,
      }))
    : [];

/**
 * Refuses what JSON can say and no field here can hold, whichever its type: null (a field is left out instead), text that is no
 * Unicode or holds control characters, and more of it than any body of ours has, in depth or in number.
 * @throws {Problem} 400 `validation-failed` with the first such place.
 */
export const requirePlainJson = (body: unknown): void => {
  if (body === undefined || body === null) return;
  const waiting: Place[] = [{ value: body, pointer: '', depth: 0 }];
  let values = 0;
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    values += 1;
    const code = values > MOST_VALUES ? 'too-many-values' : faultOf(place);
    if (code) throw new Problem(400, 'validation-failed', {}, [{ pointer: place.pointer, code, detail: details[code] }]);
    for (const inner of inside(place)) waiting.push(inner);
  }
};
