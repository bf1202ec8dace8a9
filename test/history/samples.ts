import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { type Envelope } from '#event-store/port';
import { type EventEntry } from '../architecture/catalogue.js';
import { ROOT } from '../architecture/repository.js';

/** A frozen event as it was released: the whole envelope, its personal fields in plain form and its hash over that form. */
export type Sample = Readonly<{ name: string; category: string; envelope: Envelope }>;

const FOLDER = join(import.meta.dirname, 'samples');

/** `household/HouseholdApplied.v1` */
export const sampleName = (category: string, type: string, schema: number): string => `${category}/${type}.v${schema}`;

export const samples: readonly Sample[] = globSync('*/*.json', { cwd: FOLDER })
  .sort()
  .map((path) => ({
    name: join(dirname(path), basename(path, '.json')),
    category: dirname(path),
    envelope: JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as Envelope,
  }));

/** Names of the samples there should be: one for every schema that an event type has had. */
export const namesWanted = (
  events: readonly Pick<EventEntry, 'category' | 'type'>[],
  schemaOf: (type: string) => number,
): readonly string[] =>
  events.flatMap(({ category, type }) => Array.from({ length: schemaOf(type) }, (_, index) => sampleName(category, type, index + 1)));

/** The payload of a sample in today's schema, and the event it should be. */
export type Payload = Readonly<{ name: string; event: Pick<EventEntry, 'type' | 'union' | 'file'>; data: unknown }>;

const declaration = ({ event: { type, union }, data }: Payload, index: number): string =>
  `export const sample${index}: Extract<${union}, { type: '${type}' }>['data'] = ${JSON.stringify(data)};`;

const importOf = ([union, file]: readonly [string, string]): string => `import type { ${union} } from '${file.replace(/\.ts$/, '.js')}';`;

/**
 * What the compiler has against payloads taken as today's events, fields that no event has included. The payloads become a
 * module that exists only in memory.
 */
export const typeFaults = (payloads: readonly Payload[]): readonly string[] => {
  const unions = new Map(payloads.map(({ event }) => [event.union, event.file]));
  const imports = [...unions].map(importOf);
  const text = [...imports, ...payloads.map(declaration)].join('\n');
  const path = join(ROOT, 'test/history/samples-as-source.ts');
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [path] }, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === path || fileExists.call(host, file);
  host.getSourceFile = (file, ...rest) =>
    file === path ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) : getSourceFile.call(host, file, ...rest);
  const program = ts.createProgram([path], { ...options, types: [] }, host);
  const source = program.getSourceFile(path);
  return ts.getPreEmitDiagnostics(program, source).map(({ start = 0, messageText }) => {
    const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
    return `${payloads[line - imports.length]?.name ?? 'import'}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
};
