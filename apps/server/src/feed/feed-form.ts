import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { readParts } from '../platform/forms.js';
import { Problem } from '../platform/problem.js';
import { looksOf } from '../platform/tables/looks.js';
import type { FeedFolder, Spooled } from './feed-folder.js';

/** How much a department's file may hold: a workbook is read as a whole, CSV as it comes. */
export type FeedLimits = Readonly<{ feedMaxBytes: number; importMaxBytes: number }>;

/** A file of the form, on the disk. */
export type SpooledFile = Readonly<{ upload: Spooled; format: 'csv' | 'xlsx' }>;

const FILE_MISSING = 'the form has one file, called file';
const LOOKED_AT_BYTES = 8;

const invalid = (code: string, detail: string): Problem => new Problem(400, 'validation-failed', {}, [{ pointer: '/file', code, detail }]);

/** The file's content; its first bytes are remembered, by which it is known what it is. */
class Content {
  head: Buffer = Buffer.alloc(0);

  constructor(
    private readonly part: MultipartFile,
    private readonly bytesMax: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const { file } = this.part;
    for await (const chunk of file as AsyncIterable<Buffer>) {
      if (this.head.length < LOOKED_AT_BYTES) this.head = Buffer.concat([this.head, chunk.subarray(0, LOOKED_AT_BYTES)]);
      yield chunk;
    }
    if (file.truncated) throw new Problem(413, 'file-too-large', { bytesMax: this.bytesMax });
  }
}

const spooled = async (part: MultipartFile, folder: FeedFolder, { feedMaxBytes, importMaxBytes }: FeedLimits): Promise<SpooledFile> => {
  const content = new Content(part, feedMaxBytes);
  const upload = await folder.spool(content);
  try {
    const format = looksOf({ name: part.filename ?? '', bytes: content.head }, 'file') === 'workbook' ? 'xlsx' : 'csv';
    if (format === 'xlsx' && upload.bytes > importMaxBytes) throw new Problem(413, 'file-too-large', { bytesMax: importMaxBytes });
    return { upload, format };
  } catch (error) {
    await folder.discard(upload);
    throw error;
  }
};

/**
 * Takes the one file of a form to the disk as it comes in.
 * @throws {Problem} 415 where it is no multipart form, 413 `file-too-large`, 400 `validation-failed`, `form-invalid`, `file-empty`,
 * `workbook-old-or-locked`, `not-a-workbook`; nothing is left on the disk then
 */
export const spoolForm = async (request: FastifyRequest, folder: FeedFolder, limits: FeedLimits): Promise<SpooledFile> => {
  const files: SpooledFile[] = [];
  try {
    await readParts(request, { fileSize: limits.feedMaxBytes, files: 1, fields: 0, fieldSize: 0, parts: 1 }, async (part) => {
      if (part.type !== 'file' || part.fieldname !== 'file') throw invalid('is-file', FILE_MISSING);
      files.push(await spooled(part, folder, limits));
    });
  } catch (error) {
    for (const { upload } of files) await folder.discard(upload);
    throw error;
  }
  const [file] = files;
  if (!file) throw invalid('is-file', FILE_MISSING);
  return file;
};
