import { posix } from 'node:path';
import { bannedNames } from './banned-names.js';
import { type RepositoryFile } from './repository.js';

/** What is wrong, where. Lines count from 1. */
export type Finding = Readonly<{ path: string; line: number; says: string }>;

/** A rule over the files of a tree: which it looks at, and what it has against one of them. */
export type TidyRule = Readonly<{
  name: string;
  looksAt: (path: string) => boolean;
  check: (file: RepositoryFile, files: readonly RepositoryFile[]) => readonly Finding[];
}>;

/** Files over 300 lines are reviewed one by one; each says why it is better whole. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'libs/domain/src/household/approval.spec.ts': 'the chain from notice to approval is one table of cases, read from top to bottom',
  'test/contract/event-log.contract.ts': 'what every event log promises is one suite, so that an adapter cannot pass half of it',
};
const LONGEST = 300;

const CODE = /\.(ts|tsx|js|cjs|mjs)$/;
const MARKDOWN = /\.md$/;
const BINARY = /\.xlsx$/;
/** The rules and their specs name what they forbid. */
const OF_THIS_FOLDER = /^test\/architecture\/[^/]+$/;

const isText = (path: string): boolean => !BINARY.test(path) && path !== 'package-lock.json' && !OF_THIS_FOLDER.test(path);
const isCode = (path: string): boolean => CODE.test(path) && !OF_THIS_FOLDER.test(path);
const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
const isMarkdown = (path: string): boolean => MARKDOWN.test(path);

/** One finding for each line that `says` has something against. */
const byLine = (file: RepositoryFile, says: (line: string) => string | undefined): readonly Finding[] =>
  file.text.split('\n').flatMap((line, index) => {
    const complaint = says(line);
    return complaint === undefined ? [] : [{ path: file.path, line: index + 1, says: complaint }];
  });

const matching = (pattern: RegExp, advice: string) => (line: string) => {
  const match = pattern.exec(line);
  return match ? `${match[0].trim()}: ${advice}` : undefined;
};

const lineRule = (name: string, looksAt: (path: string) => boolean, pattern: RegExp, advice: string): TidyRule => ({
  name,
  looksAt,
  check: (file) => byLine(file, matching(pattern, advice)),
});

/** Markdown without its code blocks; line numbers stay. */
const prose = (text: string): string => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, ''));

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsIn = (file: RepositoryFile): readonly string[] =>
  [...prose(file.text).matchAll(/^#+ (.*)$/gm)].map((match) => anchorOf(match[1] ?? ''));

/** Relative targets of the links in a document, resolved against it; `anchor` is '' where the link names none. */
const linksIn = (file: RepositoryFile): readonly Readonly<{ line: number; path: string; anchor: string }>[] =>
  prose(file.text)
    .split('\n')
    .flatMap((text, index) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => {
          const [path = '', anchor = ''] = target.split('#');
          return { line: index + 1, path: path === '' ? file.path : posix.join(posix.dirname(file.path), path), anchor };
        }),
    );

const linkFault = (path: string, anchor: string, files: readonly RepositoryFile[]): string | undefined => {
  const folder = path.replace(/\/$/, '');
  const target = files.find((file) => file.path === folder);
  if (!target) return files.some((file) => file.path.startsWith(`${folder}/`)) || folder === '.' ? undefined : `nothing at ${path}`;
  return anchor === '' || !isMarkdown(path) || anchorsIn(target).includes(anchor) ? undefined : `no heading #${anchor} in ${path}`;
};

const checkLinks: TidyRule['check'] = (file, files) =>
  linksIn(file).flatMap(({ line, path, anchor }) => {
    const says = linkFault(path, anchor, files);
    return says === undefined ? [] : [{ path: file.path, line, says }];
  });

const checkOneHeading: TidyRule['check'] = (file) => {
  const headings = prose(file.text).match(/^# /gm)?.length ?? 0;
  return headings === 1 ? [] : [{ path: file.path, line: 1, says: `${headings} headings of the first level, one is wanted` }];
};

const checkLength: TidyRule['check'] = (file) => {
  const lines = file.text.split('\n').length - 1;
  const reason = LONG_FILES[file.path];
  if (lines > LONGEST && reason === undefined)
    return [{ path: file.path, line: LONGEST, says: `${lines} lines: divide it, or give a reason in LONG_FILES` }];
  if (lines <= LONGEST && reason !== undefined) return [{ path: file.path, line: 1, says: 'no longer long: take it out of LONG_FILES' }];
  return [];
};

const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const NAMES_GIVEN_BY_TOOLS = /^(README\.md|CHANGELOG\.md|Dockerfile)$/;
/** Samples are named after what they are samples of: an event type in a folder named after its category. */
const HISTORY_SAMPLE = /^test\/history\/samples\/[a-z][A-Za-z]+\/[A-Z][A-Za-z]+\.v\d+\.json$/;

const checkFileName: TidyRule['check'] = ({ path }) => {
  const wrong = path.split('/').filter((part) => !KEBAB.test(part) && !NAMES_GIVEN_BY_TOOLS.test(part));
  return wrong.length === 0 || HISTORY_SAMPLE.test(path)
    ? []
    : [{ path, line: 1, says: `${wrong.join(', ')}: file and folder names are kebab-case` }];
};

/** A document that no other links, or a sample that no test names, is read by nobody. Code is knip's part. */
const checkUsed: TidyRule['check'] = ({ path }, files) => {
  const used = isMarkdown(path)
    ? files.some(
        (file) =>
          isMarkdown(file.path) &&
          linksIn(file).some((link) => link.path === path || link.path.replace(/\/?$/, '/') === `${posix.dirname(path)}/`),
      )
    : files.some((file) => isTypeScript(file.path) && file.text.includes(posix.basename(path)));
  return used ? [] : [{ path, line: 1, says: 'nothing links to it or names it' }];
};

const FOCUS_OR_SKIP = /\b(it|test|describe)(\.each)?\.(only|skip|todo|failing)\b|\b[fx](it|describe|test)\(/;
/** The only absent things a suite may wait for: a server this machine may lack. */
const ABSENT_SERVER = /MONGODB_URL|EVENTSTOREDB_URL/;

const checkSkips: TidyRule['check'] = (file) =>
  byLine(file, (line) => {
    const match = FOCUS_OR_SKIP.exec(line);
    const reasoned = match?.[0].endsWith('.skip') === true && ABSENT_SERVER.test(line);
    return match && !reasoned
      ? `${match[0]}: every test runs; only an absent server (named by its variable in the same line) may skip one`
      : undefined;
  });

const checkIdNumbers: TidyRule['check'] = (file) =>
  byLine(file, (line) => {
    const real = [...line.matchAll(/(?<!\d)[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g)].find(
      ([id]) => !id.startsWith('410424'),
    );
    return real ? 'an ID number that may be somebody’s: sample people carry the never-assigned area code 410424' : undefined;
  });

const LEFTOVER = /\b(FIXME|TODO|XXX|HACK)\b|\bnot (yet )?implemented\b/;
const SWITCHED_OFF = /eslint-disable|@ts-(ignore|nocheck)|prettier-ignore|(istanbul|v8|c8) ignore|\bas any\b/;
const MACHINE = /(?<![\w.])\/(work|tmp|root|home|farm|Users)\/|\bregistry\.[a-z0-9.-]+\.[a-z]{2,}\b|npmmirror|artifactory|verdaccio/;
const ELSEWHERE = /\bissue #?\d+\b|\.\.\/shared\b/i;

/** Each has a bad tree of its own in red/tidy/<name>. */
export const TIDY_RULES: readonly TidyRule[] = [
  lineRule('no-leftovers', isText, LEFTOVER, 'finish it or leave it out'),
  lineRule('no-switched-off-checks', isCode, SWITCHED_OFF, 'mend what the check found'),
  lineRule('no-machine-paths', isText, MACHINE, 'the repository works on any machine, from any registry'),
  lineRule('no-outside-references', (path) => isText(path) && path !== '.ci/run', ELSEWHERE, 'the repository explains itself'),
  {
    name: 'no-skipped-tests',
    looksAt: (path) => isCode(path) && (path.startsWith('test/') || path.endsWith('.spec.ts')),
    check: checkSkips,
  },
  { name: 'no-real-id-numbers', looksAt: isText, check: checkIdNumbers },
  { name: 'no-banned-words', looksAt: (path) => CODE.test(path), check: bannedNames },
  { name: 'kebab-case-files', looksAt: () => true, check: checkFileName },
  { name: 'one-heading', looksAt: isMarkdown, check: checkOneHeading },
  { name: 'links-resolve', looksAt: isMarkdown, check: checkLinks },
  { name: 'no-long-files', looksAt: (path) => CODE.test(path), check: checkLength },
  {
    name: 'no-dead-files',
    looksAt: (path) => (isMarkdown(path) && path !== 'README.md') || path.startsWith('test/support/sample/'),
    check: checkUsed,
  },
];

/** Everything `rule` finds in a tree, one line each: `path:line says`. */
export const findingsOf = (rule: TidyRule, files: readonly RepositoryFile[]): readonly string[] =>
  files
    .filter(({ path }) => rule.looksAt(path))
    .flatMap((file) => rule.check(file, files))
    .map(({ path, line, says }) => `${path}:${line} ${says}`);
