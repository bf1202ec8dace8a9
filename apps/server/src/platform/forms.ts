import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** How much a form may hold; `parts` are files and fields together. */
export type FormLimits = Readonly<{ fileSize: number; files: number; fields: number; fieldSize: number; parts: number }>;

/** The whole file, or as much as is allowed and the rest thrown away, so that the sender hears the answer. @throws {Problem} 413 `file-too-large` */
export const bytesOf = async ({ file }: MultipartFile, bytesMax: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  if (file.truncated) throw new Problem(413, 'file-too-large', { bytesMax });
  return Buffer.concat(chunks);
};

/** A refused part is thrown away like the others behind it: an answer in the middle of a body would not be read. */
const drain = async (part: Multipart): Promise<void> => {
  if (part.type === 'file') for await (const _ of part.file);
};

/** Errors of the parser carry a status only where a limit was passed. */
const unreadable = (error: unknown): unknown =>
  error instanceof Problem || (error instanceof Error && 'statusCode' in error) ? error : new Problem(400, 'form-invalid');

/**
 * Hands every part of a multipart form to `receive`, one after the other; what it refuses is thrown once the form is read to its end.
 * @throws {Problem} 415 where it is no multipart form, 400 `form-invalid` where it breaks off
 */
export const readParts = async (
  request: FastifyRequest,
  limits: FormLimits,
  receive: (part: Multipart) => Promise<void>,
): Promise<void> => {
  if (!request.isMultipart()) throw new Problem(415, 'unsupported-media-type');
  let refusal: unknown;
  try {
    for await (const part of request.parts({ limits })) {
      if (refusal === undefined) await receive(part).catch((error: unknown) => (refusal = error));
      if (refusal !== undefined) await drain(part);
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (refusal instanceof Error) throw refusal;
};
