import type { FastifyRequest } from 'fastify';
import { bytesOf, readParts } from '../platform/forms.js';
import { Problem } from '../platform/problem.js';
import type { Upload } from '../platform/tables/looks.js';

const invalid = (code: string, detail: string): Problem => new Problem(400, 'validation-failed', {}, [{ pointer: '/file', code, detail }]);

/**
 * The one file of the form in which a bank's result is sent.
 * @throws {Problem} 415 where it is no multipart form, 413 `file-too-large`, 400 `validation-failed`, `form-invalid`
 */
export const readResultForm = async (request: FastifyRequest, bytesMax: number): Promise<Upload> => {
  const files: Upload[] = [];
  const limits = { fileSize: bytesMax, files: 1, fields: 0, fieldSize: 0, parts: 1 };
  await readParts(request, limits, async (part) => {
    if (part.type !== 'file' || part.fieldname !== 'file') throw invalid('is-file', 'the form has one file, called file');
    files.push({ name: part.filename ?? '', bytes: await bytesOf(part, bytesMax) });
  });
  const [file] = files;
  if (!file) throw invalid('is-file', 'the form has one file, called file');
  return file;
};
