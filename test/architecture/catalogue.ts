import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { causesIn } from './causes.js';
import { literalsIn, property, propertyNamed, walk } from './syntax.js';
import { type MessageEntry, messagesIn } from './unions.js';

export type EventEntry = MessageEntry & Readonly<{ category: string; causedBy: readonly string[] }>;

/** A view and the stream categories it reads. */
export type ViewEntry = Readonly<{ name: string; categories: readonly string[] }>;

/** Every name that somebody outside the code meets: what can happen, be asked for, be refused and be looked at. */
export type Catalogue = Readonly<{
  events: readonly EventEntry[];
  commands: readonly MessageEntry[];
  refusals: readonly string[];
  views: readonly ViewEntry[];
}>;

const SPEC = /\.spec\.ts$/;
const KEBAB = /^[a-z]+(-[a-z0-9]+)+$/;

const filesOf = (root: string, pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root })
    .filter((path) => !SPEC.test(path) && !path.includes('/testing/'))
    .map((path) => join(root, path))
    .sort();

const programOf = (root: string, files: readonly string[]): ts.Program => {
  const { config } = ts.readConfigFile(join(import.meta.dirname, '..', '..', 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, root);
  return ts.createProgram([...files], { ...options, types: [] });
};

/** The stream category that the decider in this folder names; a decider is the object that also says how to `evolve`. */
const categoryIn = (sources: readonly ts.SourceFile[]): string => {
  const found: string[] = [];
  for (const source of sources) {
    walk(source, (node) => {
      const decides = propertyNamed(node, 'category') && node.parent.properties.some(({ name }) => name?.getText(source) === 'evolve');
      if (decides && ts.isStringLiteral(node.initializer)) found.push(node.initializer.text);
    });
  }
  return found[0] ?? '';
};

const aggregateIn = (program: ts.Program, paths: readonly string[]): Pick<Catalogue, 'events' | 'commands'> => {
  const sources = paths.map((path) => program.getSourceFile(path)).filter((source) => source !== undefined);
  const named = (suffix: string) => sources.flatMap((source) => messagesIn(program.getTypeChecker(), source, suffix));
  const [events, commands] = [named('Event'), named('Command')];
  const causes = causesIn(sources, namesOf(commands), namesOf(events));
  const category = categoryIn(sources);
  return { commands, events: events.map((event) => ({ ...event, category, causedBy: causes.get(event.type) ?? [] })) };
};

const callee = (node: ts.NewExpression | ts.CallExpression): string => (ts.isIdentifier(node.expression) ? node.expression.text : '');

/** Codes given to `new Refusal(…)`, `new Problem(status, …)` and `require(condition, …)`, and as `code` of an answer or a problem. */
const refusalsIn = (source: ts.SourceFile): readonly string[] => {
  const codes: string[] = [];
  const note = (node: ts.Node | undefined): void => void (node && codes.push(...literalsIn(node)));
  walk(source, (node) => {
    if (ts.isNewExpression(node) && callee(node) === 'Refusal') note(node.arguments?.[0]);
    if (ts.isNewExpression(node) && callee(node) === 'Problem') note(node.arguments?.[1]);
    if (ts.isCallExpression(node) && callee(node) === 'require') note(node.arguments[1]);
    if (propertyNamed(node, 'code')) note(node.initializer);
  });
  return codes.filter((code) => KEBAB.test(code));
};

/** Views: the objects with a `collection` (there, or a constant of the same file) and the `categories` they fold. */
const viewsIn = (source: ts.SourceFile): readonly ViewEntry[] => {
  const constants = new Map<string, ts.Expression>();
  const views: ViewEntry[] = [];
  walk(source, (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) constants.set(node.name.text, node.initializer);
  });
  walk(source, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const categories = property(node, 'categories');
    const shorthand = node.properties.find(
      (candidate) => ts.isShorthandPropertyAssignment(candidate) && candidate.name.text === 'collection',
    );
    const given = shorthand ? constants.get('collection') : property(node, 'collection');
    const collection = given && ts.isIdentifier(given) ? constants.get(given.text) : given;
    const name = collection && ts.isObjectLiteralExpression(collection) ? property(collection, 'name') : undefined;
    if (categories && name && ts.isStringLiteral(name)) views.push({ name: name.text, categories: literalsIn(categories) });
  });
  return views;
};

const namesOf = (messages: readonly MessageEntry[]): readonly string[] => messages.map(({ type }) => type);
const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Reads the names out of the source below `root`, which is laid out like this repository. */
export const catalogueOf = (root: string): Catalogue => {
  const domain = filesOf(root, 'libs/domain/src/*/*.ts');
  const program = programOf(root, domain);
  const aggregates = [...new Set(domain.map((path) => dirname(path)))].map((folder) =>
    aggregateIn(
      program,
      domain.filter((path) => dirname(path) === folder),
    ),
  );
  const parsed = (paths: readonly string[]) =>
    paths.map((path) => ts.createSourceFile(path, ts.sys.readFile(path) ?? '', ts.ScriptTarget.Latest, true));
  return {
    events: aggregates.flatMap(({ events }) => events),
    commands: aggregates.flatMap(({ commands }) => commands),
    refusals: sorted(parsed([...filesOf(root, 'libs/*/src/**/*.ts'), ...filesOf(root, 'apps/*/src/**/*.ts')]).flatMap(refusalsIn)),
    views: parsed(filesOf(root, 'libs/read-models/src/**/*.ts')).flatMap(viewsIn),
  };
};
