import { Problem } from './problem.js';
import { strictJson } from './strict-json.js';

const codeOf = (text: string | Uint8Array): string => {
  try {
    strictJson(typeof text === 'string' ? new TextEncoder().encode(text) : text);
    return 'accepted';
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.code}`;
    throw error;
  }
};

const TWICE = '400 json-key-twice';
const FORBIDDEN = '400 json-key-forbidden';
const INEXACT = '400 json-number-inexact';

describe('strict JSON', () => {
  it('gives the object as JSON.parse does', () => {
    const text = '{"a":[1,-2.5,1e3,{"a":"\\"{\\u4e2d:"}],"b":{"a":true,"c":null},"":"x:y"}';
    expect(strictJson(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
  });

  it.each([
    ['', '400 json-invalid'],
    ['{"a":1', '400 json-invalid'],
    ["{'a':1}", '400 json-invalid'],
    ['{"a":01}', '400 json-invalid'],
    ['{"a":NaN}', '400 json-invalid'],
    ['null', '400 json-no-object'],
    ['[{}]', '400 json-no-object'],
    ['"a"', '400 json-no-object'],
    ['7', '400 json-no-object'],
  ])('refuses %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(codeOf(Uint8Array.of(0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x3a, 0x31, 0x7d))).toBe('400 json-invalid');
  });

  it.each([
    ['{"a":1,"a":1}', TWICE],
    ['{"a":1,"\\u0061":2}', TWICE],
    ['{"x":[{"a":1},{"a":1,"b":{"a":1},"a":2}]}', TWICE],
    ['{"a":{"a":[{"a":1},{"a":2}]},"b":"a"}', 'accepted'],
    ['{"__proto__":{"admin":true}}', FORBIDDEN],
    ['{"\\u005f_proto__":1}', FORBIDDEN],
    ['{"a":[{"constructor":{"prototype":{}}}]}', FORBIDDEN],
    ['{"a":"__proto__"}', 'accepted'],
  ])('reads keys once: %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each([
    ['9007199254740991', 'accepted'],
    ['9007199254740992', INEXACT],
    ['9007199254740993', INEXACT],
    ['-9007199254740991', 'accepted'],
    ['-9007199254740992', INEXACT],
    ['9007199254740991.4', INEXACT],
    ['4503599627370497.3', INEXACT],
    ['9.007199254740993e15', INEXACT],
    ['1e15', 'accepted'],
    ['1e16', INEXACT],
    ['1e308', INEXACT],
    ['1e999', INEXACT],
    ['1.00000000000000000001', INEXACT],
    ['0.000000000000000123', 'accepted'],
    ['1.5', 'accepted'],
    ['0', 'accepted'],
    ['-0', INEXACT],
    ['-0.0', INEXACT],
    ['0.00', 'accepted'],
    ['1e-999', INEXACT],
  ])('takes the number %s as it is written, or not at all', (number, code) => {
    expect(codeOf(`{"a":[${number}]}`)).toBe(code);
  });

  it('walks through a megabyte of one text and of one nest without running out of stack', () => {
    expect(codeOf(`{"a":"${'\\n'.repeat(500_000)}"}`)).toBe('accepted');
    expect(codeOf(`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).toBe('accepted');
  });
});
