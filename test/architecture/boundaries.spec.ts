import { execFile } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { ESLint } from 'eslint';
import prettier from 'prettier';
import ts from 'typescript';
import { filesBelow, RED, ROOT, trackedFiles } from './repository.js';

const red = (folder: string): string => join(ROOT, RED, folder);
const redFiles = (folder: string): readonly string[] => readdirSync(red(folder)).sort();
const settingsFrom = async <T>(file: string): Promise<T> => (await import(join(ROOT, file))) as T;

/** `no-restricted-globals.date.ts` is there to break the rule `no-restricted-globals`. */
const brokenRule = (path: string): string => basename(path).split('.')[0] ?? '';

describe('imports', () => {
  type DependencyRules = Readonly<{ default: Readonly<{ forbidden: readonly IForbiddenRuleType[]; options: ICruiseOptions }> }>;
  const patternsOf = (pattern: string | string[] | undefined): readonly RegExp[] => [pattern ?? []].flat().map((part) => new RegExp(part));
  let rules: DependencyRules['default'];

  const cruiseTree = async (root: string, folders: string[]): Promise<ICruiseResult> => {
    const { exclude, ...options } = rules.options;
    const { output } = await cruise(
      folders,
      {
        ...options,
        ...(root === ROOT && exclude ? { exclude } : {}),
        baseDir: root,
        ruleSet: { forbidden: [...rules.forbidden] },
        validate: true,
      },
      rules.options.enhancedResolveOptions ?? {},
      { tsConfig: extractTSConfig(join(ROOT, 'tsconfig.json')) },
    );
    return output as ICruiseResult;
  };
  const violationsIn = ({ summary }: ICruiseResult): readonly string[] =>
    summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);

  beforeAll(async () => {
    rules = (await settingsFrom<DependencyRules>('.dependency-cruiser.js')).default;
  });

  it('follow the allowlists, and every rule matches a file of the repository', async () => {
    const real = await cruiseTree(ROOT, ['apps', 'libs', 'test']);
    const applies = ({ from }: IForbiddenRuleType): boolean =>
      real.modules.some(
        ({ source }) =>
          (from.path === undefined || patternsOf(from.path).some((pattern) => pattern.test(source))) &&
          !patternsOf(from.pathNot).some((pattern) => pattern.test(source)),
      );
    expect(violationsIn(real)).toEqual([]);
    expect(rules.forbidden.filter((rule) => !applies(rule)).map(({ name }) => name)).toEqual([]);
  });

  it('break every rule in the red tree, each in the files named after it and nowhere else', async () => {
    const broken = await cruiseTree(red('dependencies'), ['apps', 'libs']);
    const accused = broken.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
    const names = rules.forbidden.map(({ name }) => name ?? '');
    const named = broken.modules.map(({ source }) => source).filter((source) => names.includes(brokenRule(source)));
    expect(names.filter((name) => !named.some((source) => brokenRule(source) === name))).toEqual([]);
    const unseen = named.filter((source) => brokenRule(source) !== 'no-cycle' && !accused.includes(`${brokenRule(source)} ${source}`));
    expect(unseen).toEqual([]);
    expect(accused.filter((accusation) => accusation.startsWith('no-cycle '))).toHaveLength(1);
    expect(broken.summary.violations.filter(({ from }) => !named.includes(from)).map(({ from }) => from)).toEqual([]);
  });
});

describe('lint rules', () => {
  type LintRules = Readonly<{ HOUSE_RULES: Readonly<Record<string, unknown>>; PURE_RULES: Readonly<Record<string, unknown>> }>;
  /** A red fixture is linted as if it stood where this real file stands. */
  const PLACES = { anywhere: 'libs/event-store/src/port.ts', pure: 'libs/domain/src/kernel/decider.ts' } as const;
  const eslint = new ESLint({ cwd: ROOT });
  const unprefixed = (rule: string): string => rule.replace(/^.*\//, '');

  it.each(Object.entries(PLACES).flatMap(([folder, place]) => redFiles(`eslint/${folder}`).map((name) => [folder, name, place] as const)))(
    'in %s: %s is refused',
    async (folder, name, place) => {
      const text = readFileSync(join(red('eslint'), folder, name), 'utf8');
      const [result] = await eslint.lintText(text, { filePath: join(ROOT, place) });
      const errors = result?.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => unprefixed(ruleId ?? 'does not parse'));
      expect(errors).toContain(brokenRule(name));
    },
  );

  it('of ours all have a red fixture', async () => {
    const { HOUSE_RULES, PURE_RULES } = await settingsFrom<LintRules>('eslint.config.js');
    const without = (rules: object, folder: string) =>
      Object.keys(rules).filter((rule) => !redFiles(`eslint/${folder}`).some((name) => brokenRule(name) === unprefixed(rule)));
    expect(without(HOUSE_RULES, 'anywhere')).toEqual([]);
    expect(without(PURE_RULES, 'pure')).toEqual([]);
  });

  it('are on for every pure file of the repository, and only there', async () => {
    const { PURE_RULES } = await settingsFrom<LintRules>('eslint.config.js');
    const on = async (path: string): Promise<boolean> => {
      const { rules = {} } = (await eslint.calculateConfigForFile(join(ROOT, path))) as { rules?: Record<string, unknown[]> };
      return Object.entries(PURE_RULES).every(
        ([rule, setting]) => JSON.stringify(rules[rule]?.slice(1)) === JSON.stringify((setting as unknown[]).slice(1)),
      );
    };
    const files = trackedFiles().filter(({ path }) => path.endsWith('.ts'));
    const expected = files
      .map(({ path }) => path)
      .filter((path) => /^libs\/(domain|read-models)\/src\//.test(path) && !/\.spec\.ts$|\/testing\//.test(path));
    const switchedOn = await Promise.all(files.map(async ({ path }) => ((await on(path)) ? path : undefined)));
    expect(expected).not.toEqual([]);
    expect(switchedOn.filter((path) => path !== undefined)).toEqual(expected);
  });
});

describe('compiler settings', () => {
  const settings = (name: string): ts.ParsedCommandLine => {
    const { config } = ts.readConfigFile(join(ROOT, name), (path) => ts.sys.readFile(path)) as { config: unknown };
    return ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  };

  it.each([
    ['tsconfig.json', 'types/anywhere'],
    ['tsconfig.pure.json', 'types/pure'],
  ])('%s refuses every fixture of %s, and covers files of the repository', (name, folder) => {
    const { options, fileNames } = settings(name);
    expect(fileNames).not.toEqual([]);
    const paths = redFiles(folder).map((file) => join(red(folder), file));
    const program = ts.createProgram(paths, options);
    const passed = paths.filter((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).length === 0);
    expect(passed).toEqual([]);
  });
});

describe('format', () => {
  it.each(redFiles('format'))('of %s is told right from wrong', async (name) => {
    const filepath = join(red('format'), name);
    const options = await prettier.resolveConfig(filepath);
    const clean = await prettier.check(readFileSync(filepath, 'utf8'), { ...options, filepath });
    expect(clean).toBe(name.startsWith('good'));
  });
});

describe('dead code', () => {
  type KnipReport = Readonly<{ issues: readonly Readonly<{ file: string; [kind: string]: unknown }>[] }>;
  const namesOf = (found: unknown): readonly string[] => (Array.isArray(found) ? found.map(({ name }: { name: string }) => name) : []);

  const unusedIn = (folder: string): Promise<KnipReport> =>
    new Promise((resolve) => {
      const knip = join(ROOT, 'node_modules/knip/bin/knip.js');
      const flags = ['--directory', folder, '--config', join(ROOT, 'knip.config.js'), '--reporter', 'json', '--no-progress'];
      execFile(process.execPath, [knip, ...flags], (_status, stdout) => resolve(JSON.parse(stdout) as KnipReport));
    });

  it('is found: a file, an export and a dependency that nobody uses, and one that nobody declared', async () => {
    const { issues } = await unusedIn(red('unused'));
    const found = (kind: string) => issues.flatMap((issue) => namesOf(issue[kind]));
    expect({ files: found('files'), exports: found('exports'), dependencies: found('dependencies'), unlisted: found('unlisted') }).toEqual({
      files: ['libs/domain/src/unused-file.ts'],
      exports: ['unusedExport'],
      dependencies: ['rxjs'],
      unlisted: ['pino'],
    });
  });

  it('is looked for in files that exist', async () => {
    type KnipSettings = Readonly<{ default: Readonly<{ entry: string[]; project: string[] }> }>;
    const { entry, project } = (await settingsFrom<KnipSettings>('knip.config.js')).default;
    const patterns = [...entry, ...project].filter((pattern) => !pattern.startsWith('!'));
    expect(patterns.filter((pattern) => globSync(pattern, { cwd: ROOT }).length === 0)).toEqual([]);
  });
});

it('no red fixture lies about unread', () => {
  const known = ['bodies', 'dependencies', 'eslint', 'format', 'glossary', 'handlers', 'tidy', 'types', 'unused'];
  const folders = new Set(filesBelow(red('.')).map(({ path }) => path.split('/')[0]));
  expect([...folders].filter((folder) => folder !== undefined && !known.includes(folder))).toEqual([]);
});
