import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataStorage } from 'class-validator';
import ts from 'typescript';
import '../../apps/server/src/app.js';
import { fieldsInChinese } from '../../apps/server/src/platform/messages/fields.js';
import { messages } from '../../apps/server/src/platform/messages.table.js';
import { byHttpStatus } from '../../apps/server/src/platform/problem-filter.js';
import { catalogueOf } from './catalogue.js';
import { ROOT } from './repository.js';
import { literalsIn, walk } from './syntax.js';

const parsed = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true);

const MESSAGES = 'apps/server/src/platform/messages/';
const sources = globSync('{apps/server,libs/*}/src/**/*.ts', { cwd: ROOT })
  .filter((path) => !path.startsWith(MESSAGES) && !path.endsWith('.spec.ts'))
  .map(parsed);

/** Codes on their way into `new Problem(status, …)` through a function of the same file that is called `refused`. */
const throughRefused = (source: ts.SourceFile): readonly string[] => {
  const codes: string[] = [];
  walk(source, (node) => {
    const isRefused = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'refused';
    const [code] = isRefused ? node.arguments : [];
    if (code && ts.isStringLiteral(code)) codes.push(code.text);
  });
  return codes;
};

const answered = [...new Set([...catalogueOf(ROOT).refusals, ...Object.values(byHttpStatus), ...sources.flatMap(throughRefused)])].sort();

describe('every code that can be answered', () => {
  it('has its words in both languages', () => expect(answered.filter((code) => !(code in messages))).toEqual([]));

  it('stands in the source: no words are kept for a code that is gone', () => {
    const written = new Set(sources.flatMap(literalsIn));
    expect(Object.keys(messages).filter((code) => !written.has(code))).toEqual([]);
  });

  it.each(Object.entries(messages))('%s is said in whole sentences', (_, { zh, en }) => {
    expect(zh).toMatch(/^[^a-z]*[\u4e00-\u9fff].*。$/);
    expect(zh).not.toMatch(/[\u4e00-\u9fff][,.;:!?]/);
    expect(en).toMatch(/^[A-Z][\x20-\x7e’]*\.$/);
  });
});

/** 'isString' as the answer spells it. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('every check of a field', () => {
  const storage = getMetadataStorage();
  const checks = [...storage['validationMetadatas'].values()]
    .flat()
    .flatMap(({ name, type, constraintCls }) =>
      name === undefined && type === 'customValidation'
        ? storage.getTargetValidatorConstraints(constraintCls).map((constraint) => constraint.name)
        : [name ?? type],
    );
  /** Not checks of their own: they say whether and how others are made. */
  const silent = ['conditionalValidation', 'isOptional', 'whitelistValidation'];

  it('is found in the bodies and queries of the server', () => expect(new Set(checks).size).toBeGreaterThan(15));

  it('has its words in Chinese', () => {
    const codes = [...new Set(checks)].filter((name) => !silent.includes(name)).map(kebab);
    expect(codes.filter((code) => !(code in fieldsInChinese))).toEqual([]);
  });
});
