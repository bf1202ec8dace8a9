import type { KeyObject } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { decrypt, encrypt } from '#event-store/keyring/keyring';

const FRAME_BYTES = 256 * 1024;
/** Whether it is the last one, and how long what follows is. */
const HEAD_BYTES = 5;

/** What is kept on the disk is not what was written there. */
export class FramesBroken extends Error {}

/** Content in pieces of one length, the last one shorter; nothing at all is one empty piece. */
async function* pieces(content: AsyncIterable<Buffer>): AsyncGenerator<Readonly<{ piece: Buffer; last: boolean }>> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes <= FRAME_BYTES) continue;
    let rest = Buffer.concat(waiting);
    for (; rest.length > FRAME_BYTES; rest = rest.subarray(FRAME_BYTES)) yield { piece: rest.subarray(0, FRAME_BYTES), last: false };
    waiting = [rest];
    bytes = rest.length;
  }
  yield { piece: Buffer.concat(waiting), last: true };
}

/** A frame can neither be moved nor left out, nor can the file end early, without the tag telling. */
const place = (name: string, index: number, last: boolean): string => `${name} ${index} ${last ? 'last' : 'more'}`;

/** Writes content encrypted, a frame at a time, so that a file of any size needs the memory of one. */
export const writeFrames = async (file: FileHandle, key: KeyObject, name: string, content: AsyncIterable<Buffer>): Promise<void> => {
  let index = 0;
  for await (const { piece, last } of pieces(content)) {
    const sealed = encrypt(key, piece, place(name, index, last));
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt8(last ? 1 : 0, 0);
    head.writeUInt32BE(sealed.length, 1);
    await file.writeFile(Buffer.concat([head, sealed]));
    index += 1;
  }
};

const exactly = async (file: FileHandle, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length);
  if (bytesRead !== length) throw new FramesBroken('a frame is cut off');
  return bytes;
};

const opened = (key: KeyObject, sealed: Buffer, boundTo: string): Buffer => {
  try {
    return decrypt(key, sealed, boundTo);
  } catch {
    throw new FramesBroken('a frame does not open');
  }
};

/** What `writeFrames` wrote under that name. @throws {FramesBroken} where a bit of it is not as it was */
export async function* readFrames(file: FileHandle, key: KeyObject, name: string): AsyncGenerator<Buffer> {
  for (let index = 0, last = false; !last; index++) {
    const head = await exactly(file, HEAD_BYTES);
    last = head.readUInt8(0) === 1;
    const length = head.readUInt32BE(1);
    if (length > 2 * FRAME_BYTES) throw new FramesBroken('no frame is so long');
    yield opened(key, await exactly(file, length), place(name, index, last));
  }
}
