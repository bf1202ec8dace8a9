import { join } from 'node:path';
import { filesBelow, RED, ROOT, trackedFiles } from './repository.js';
import { findingsOf, LONG_FILES, TIDY_RULES } from './tidy.js';

const files = trackedFiles();

describe.each(TIDY_RULES.map((rule) => [rule.name, rule] as const))('tidy rule %s', (name, rule) => {
  it('looks at files of the repository', () => {
    expect(files.some(({ path }) => rule.looksAt(path))).toBe(true);
  });

  it('finds nothing against them', () => {
    expect(findingsOf(rule, files)).toEqual([]);
  });

  it('finds every fault of its red fixture and nothing against the good half of it', () => {
    const tree = filesBelow(join(ROOT, RED, 'tidy', name));
    const accused = new Set(findingsOf(rule, tree).map((finding) => finding.slice(0, finding.indexOf(':'))));
    const bad = tree.map(({ path }) => path).filter((path) => /bad|Bad/.test(path));
    expect(bad).not.toEqual([]);
    expect([...accused].sort()).toEqual(bad.sort());
  });
});

it('lists no long file that is gone', () => {
  expect(Object.keys(LONG_FILES).filter((path) => !files.some((file) => file.path === path))).toEqual([]);
});
