import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** What npm scripts start is used: `node dist/x.js` is built from x.ts. */
const started = Object.values(scripts).flatMap((script) => [...script.matchAll(/\bdist\/(\S+)\.js\b/g)].map(([, path]) => `${path}.ts`));

export default {
  entry: [...new Set(started)],
  project: ['apps/**/*.ts', 'libs/**/*.ts', 'test/**/*.ts', '!test/architecture/red/**'],
  ignoreExportsUsedInFile: true,
  // Debian's package, asked to read docker-compose.yml.
  ignoreBinaries: ['docker-compose'],
};
