import fc from 'fast-check';
import { CANARY } from './values.js';

const nested = (depth: number): unknown => {
  let value: unknown = CANARY;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { value };
  return value;
};

/** An object that has the key itself, as a parser makes it, where a literal would set the prototype. */
const own = (key: string, value: unknown): unknown => Object.fromEntries([[key, value]]);

const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\u0000',
      `${CANARY}\u0000`,
      '\ud800',
      `${CANARY}\udfff`,
      '\u202e\u2066',
      '\ufeff',
      '\u{1f468}\u200d\u{1f469}',
      'e\u0301'.repeat(500),
    ],
    ...[
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'null',
      'undefined',
      'NaN',
      '-0',
      '1e3',
      '0x10',
      'true',
      '[object Object]',
    ],
    ...[
      "' OR 1=1 --",
      '"; DROP TABLE events; --',
      '%',
      '_',
      '*',
      '$where',
      '${7*7}',
      '{{7*7}}',
      '<script>alert(1)</script>',
      '../../etc/passwd',
    ],
    ...['0000-00-00', '2022-02-30', '9999-12-31', '-000001-01-01', '+012022-01-01', '2022-01-01T00:00:00Z', '10000-01-01'],
    ...['9007199254740993', '00000000-0000-0000-0000-000000000000', '410424202213011234', '4104'.repeat(8), '１２３', 'ⅷ'],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 100, max: 20_000 }).map((length) => CANARY.padEnd(length, '长')),
  fc.integer({ min: 100, max: 20_000 }).map((length) => 'a'.repeat(length)),
);

const numbers = fc.constantFrom(
  -1,
  0,
  0.5,
  1e-7,
  -(2 ** 31),
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1e308,
  -1e308,
  5e-324,
);

const structures = fc.constantFrom<unknown>(
  null,
  true,
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: 3 },
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  { toString: CANARY, valueOf: null },
  { then: CANARY },
  { toJSON: CANARY },
  own('__proto__', { isAdmin: true }),
  own('constructor', { prototype: { isAdmin: true } }),
  Array.from({ length: 2000 }, () => CANARY),
  Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`键${index}`, index])),
  nested(15),
  nested(100),
  nested(1_000),
);

export const hostileTexts = texts;

/** What a field does not expect. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(texts, numbers, structures, fc.jsonValue({ maxDepth: 2 }));

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const containersIn = (value: unknown): Container[] =>
  isContainer(value) ? [value, ...Object.values(value).flatMap((inner) => containersIn(inner))] : [];

type Wound = Readonly<{ container: number; key: number; how: 'replace' | 'remove' | 'add'; by: unknown; name: string }>;

/** Sets the key itself, where an assignment to `__proto__` would set the prototype. */
const put = (into: Container, key: string, value: unknown): void => {
  if (Array.isArray(into) && !(key in into && key !== 'length')) into.push(value);
  else Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
};

const inflict = (body: unknown, { container, key, how, by, name }: Wound): unknown => {
  const copy = structuredClone(body);
  const containers = containersIn(copy);
  const chosen = containers[container % Math.max(containers.length, 1)];
  if (!chosen) return by;
  const keys = Object.keys(chosen);
  const target = keys[key % Math.max(keys.length, 1)];
  if (how === 'remove' && target !== undefined) delete (chosen as Record<string, unknown>)[target];
  else put(chosen, how === 'replace' ? (target ?? name) : name, by);
  return copy;
};

const wounds: fc.Arbitrary<Wound> = fc.record({
  container: fc.nat({ max: 50 }),
  key: fc.nat({ max: 50 }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
  by: hostileValues,
  name: fc.oneof(
    fc.constantFrom('colour', '__proto__', 'constructor', 'prototype', '', '0', 'length', 'toString', '$set', 'a/b~c'),
    texts.map((text) => text.replaceAll(CANARY, '键')),
  ),
});

/** Something valid with one or two things wrong. */
export const wounded = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(valid, fc.array(wounds, { minLength: 1, maxLength: 2 })).map(([body, blows]) => blows.reduce(inflict, body));

/** A text that was JSON, or nearly. */
export const damagedTexts = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  valid
    .map((value) => JSON.stringify(value) ?? '')
    .chain((text) =>
      fc.oneof(
        fc.nat({ max: text.length }).map((end) => text.slice(0, end)),
        fc.constantFrom(
          `\ufeff${text}`,
          `${text}${text}`,
          `[${text}]`,
          text.replaceAll('"', "'"),
          `${text},`,
          '',
          ' ',
          '\u0000',
          'null',
          '""',
          '0',
        ),
        fc
          .constantFrom('-0', '9007199254740993', '9007199254740991.4', '1e999', '1e308', '01', '+1', 'NaN')
          .map((number) => text.replace(/:\d+/, `:${number}`)),
        fc.constant(text.replace('{', '{"__proto__":{"isAdmin":true},')),
        fc.constant(text.replace(/\{("[^"]+":)/, '{$1null,$1')),
        fc.constant(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
        fc.constant(text.replaceAll(/[a-z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)),
      ),
    );
