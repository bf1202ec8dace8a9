import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { ImportedFileKind } from '#domain/import/import.events';
import { bytesOf, readParts } from '../platform/forms.js';
import { Problem } from '../platform/problem.js';
import type { Upload } from '../platform/tables/looks.js';
import type { Uploads } from './reading/files.js';

/** What the form of an import holds. */
export type ImportForm = Readonly<{ uploads: Uploads; dryRun: boolean }>;

const KINDS: readonly ImportedFileKind[] = ['units', 'households', 'members'];

const invalid = (pointer: string, code: string, detail: string): Problem =>
  new Problem(400, 'validation-failed', {}, [{ pointer, code, detail }]);

const kindOf = (field: string): ImportedFileKind => {
  const kind = KINDS.find((known) => known === field);
  if (!kind) throw invalid('', 'whitelist-validation', `the form has the files ${KINDS.join(', ')} and the field dryRun`);
  return kind;
};

const dryRunOf = (value: unknown): boolean => {
  if (value !== 'true' && value !== 'false') throw invalid('/dryRun', 'is-boolean-string', 'dryRun must be true or false');
  return value === 'true';
};

type Received = { uploads: Partial<Record<ImportedFileKind, Upload>>; dryRun: boolean };

const receive = async (part: Multipart, form: Received, bytesMax: number): Promise<void> => {
  if (part.type === 'field' && part.fieldname === 'dryRun') form.dryRun = dryRunOf(part.value);
  else if (part.type === 'field') throw invalid('', 'is-file', `${KINDS.join(', ')} are files`);
  else form.uploads[kindOf(part.fieldname)] = { name: part.filename ?? '', bytes: await bytesOf(part, bytesMax) };
};

/**
 * Reads the form of an import: the files `households`, `members`, `units`, each once, and `dryRun`.
 * @throws {Problem} 415 where it is no multipart form, 413 `file-too-large`, 400 `validation-failed`, `form-invalid` where it breaks off
 */
export const readForm = async (request: FastifyRequest, bytesMax: number): Promise<ImportForm> => {
  const form: Received = { uploads: {}, dryRun: false };
  const limits = { fileSize: bytesMax, files: KINDS.length, fields: 1, fieldSize: 16, parts: KINDS.length + 1 };
  await readParts(request, limits, (part) => receive(part, form, bytesMax));
  return form;
};
