import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a tree, its path relative to the tree's root. Binary files carry no text. */
export type RepositoryFile = Readonly<{ path: string; text: string }>;

export const ROOT = join(import.meta.dirname, '..', '..');

/** Fixtures that break a rule on purpose; no rule looks at them as part of the repository. */
export const RED = 'test/architecture/red';

const BINARY = /\.(xlsx|png|jpg|ico|db|gz)$/;

const read = (root: string, path: string): RepositoryFile => ({
  path,
  text: BINARY.test(path) ? '' : readFileSync(join(root, path), 'utf8'),
});

/** Every file that Git tracks, red fixtures left out. */
export const trackedFiles = (): readonly RepositoryFile[] =>
  execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && !path.startsWith(`${RED}/`) && existsSync(join(ROOT, path)))
    .map((path) => read(ROOT, path));

/** Every file below a folder, as if the folder were a repository. */
export const filesBelow = (folder: string): readonly RepositoryFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => read(folder, path));
