import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FramesBroken, readFrames, writeFrames } from './frames.js';

const key = createSecretKey(Buffer.alloc(32, 7));

describe('a file in encrypted frames', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nuanliu-frames-'));
    path = join(folder, 'upload');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = async (...chunks: readonly Buffer[]) => {
    const file = await open(path, 'w');
    await writeFrames(file, key, 'upload-1', chunksOf(chunks)).finally(() => file.close());
  };
  const read = async (name = 'upload-1', by = key): Promise<Buffer> => {
    const file = await open(path, 'r');
    const parts: Buffer[] = [];
    try {
      for await (const part of readFrames(file, by, name)) parts.push(part);
    } finally {
      await file.close();
    }
    return Buffer.concat(parts);
  };
  async function* chunksOf(chunks: readonly Buffer[]) {
    yield* chunks;
  }

  it.each([0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1024 * 1024 + 3])('comes back as it was: %d bytes', async (length) => {
    const content = randomBytes(length);
    await write(content.subarray(0, 1000), content.subarray(1000));
    expect((await read()).equals(content)).toBe(true);
  });

  it('shows nothing of what it holds', async () => {
    await write(Buffer.from('41042419740316014X'.repeat(20_000)));
    expect(readFileSync(path).includes('4104241974')).toBe(false);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is cut off within a frame', (bytes) => bytes.subarray(0, -1)],
    ['lacks its last frame', (bytes) => bytes.subarray(0, 2 * (5 + 28 + 256 * 1024))],
    ['calls an earlier frame its last', (bytes) => Buffer.concat([Buffer.from([1]), bytes.subarray(1, 5 + 28 + 256 * 1024)])],
    ['has its frames in another order', (bytes) => swapped(bytes, 5 + 28 + 256 * 1024)],
    ['has one bit turned', (bytes) => Buffer.concat([bytes.subarray(0, 500), Buffer.from([bytes[500]! ^ 1]), bytes.subarray(501)])],
    ['claims a frame of four gigabytes', (bytes) => Buffer.concat([Buffer.from([0, 255, 255, 255, 255]), bytes.subarray(5)])],
  ])('is refused where it %s', async (_what, harm) => {
    await write(randomBytes(600 * 1024));
    writeFileSync(path, harm(readFileSync(path)));
    await expect(read()).rejects.toThrow(FramesBroken);
  });

  it('opens under its own name and key alone', async () => {
    await write(Buffer.from('x'));
    await expect(read('upload-2')).rejects.toThrow(FramesBroken);
    await expect(read('upload-1', createSecretKey(Buffer.alloc(32, 8)))).rejects.toThrow(FramesBroken);
  });

  const swapped = (bytes: Buffer, length: number): Buffer =>
    Buffer.concat([bytes.subarray(length, 2 * length), bytes.subarray(0, length), bytes.subarray(2 * length)]);
});
