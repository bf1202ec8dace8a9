import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { ImportedFileKind } from '#domain/import/import.events';
import { Problem } from '../platform/problem.js';
import type { Upload, Uploads } from './reading/files.js';

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

/** The whole file, or as much as is allowed and the rest thrown away, so that the sender hears the answer. */
const bytesOf = async ({ file }: MultipartFile, bytesMax: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  if (file.truncated) throw new Problem(413, 'file-too-large', { bytesMax });
  return Buffer.concat(chunks);
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

/** A refused part is thrown away like the others behind it: an answer in the middle of a body would not be read. */
const drain = async (part: Multipart): Promise<void> => {
  if (part.type === 'file') for await (const _ of part.file);
};

/** Errors of the parser carry a status only where a limit was passed. */
const unreadable = (error: unknown): unknown =>
  error instanceof Problem || (error instanceof Error && 'statusCode' in error) ? error : new Problem(400, 'form-invalid');

/**
 * Reads the form of an import: the files `households`, `members`, `units`, each once, and `dryRun`.
 * @throws {Problem} 415 where it is no multipart form, 413 `file-too-large`, 400 `validation-failed`, `form-invalid` where it breaks off
 */
export const readForm = async (request: FastifyRequest, bytesMax: number): Promise<ImportForm> => {
  if (!request.isMultipart()) throw new Problem(415, 'unsupported-media-type');
  const form: Received = { uploads: {}, dryRun: false };
  let refusal: unknown;
  const limits = { fileSize: bytesMax, files: KINDS.length, fields: 1, fieldSize: 16, parts: KINDS.length + 1 };
  try {
    for await (const part of request.parts({ limits })) {
      if (refusal === undefined) await receive(part, form, bytesMax).catch((error: unknown) => (refusal = error));
      if (refusal !== undefined) await drain(part);
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (refusal instanceof Error) throw refusal;
  return form;
};
