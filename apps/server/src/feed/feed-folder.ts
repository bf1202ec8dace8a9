import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { Problem } from '../platform/problem.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { FramesBroken, readFrames, writeFrames } from './frames.js';

/** An upload on the disk; with the feed it belongs to once that is known, and it is kept over a restart from then on. */
export type UploadName = Readonly<{ uploadId: string; feedId?: string }>;

/** A kept upload. */
export type KeptUpload = Required<UploadName>;

/** An upload as it came in. `contentDigest` is keyed: nobody can try out what the file says. */
export type Spooled = Readonly<{ uploadId: string; bytes: number; contentDigest: string }>;

const KEPT = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.upload$/;
const PARTIAL = /^([0-9a-f-]{36})\.partial$/;

const fileOf = ({ uploadId, feedId }: UploadName): string =>
  feedId === undefined ? `${uploadId}.partial` : `${feedId}.${uploadId}.upload`;
const keyOf = ({ uploadId }: UploadName): string => `feed-upload:${uploadId}`;

/** What passes through, counted and digested. */
class Measured {
  private readonly hash = createHash('sha256');
  bytes = 0;

  async *of(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      this.bytes += chunk.length;
      this.hash.update(chunk);
      yield chunk;
    }
  }

  digest(): string {
    return this.hash.digest('hex');
  }
}

/**
 * The folder of department files that wait to be read. They hold what people are ill with, so each is encrypted under a key of its
 * own, which is destroyed with it; neither writing nor reading takes more memory than one frame.
 */
@Injectable()
export class FeedFolder {
  private readonly path: string;

  constructor(
    @Inject(SETTINGS) { dataDir }: Settings,
    private readonly events: EventStore,
  ) {
    this.path = join(dataDir, 'feeds');
  }

  /** Writes an upload to the disk; it goes again where the content breaks off. Not kept over a restart yet. */
  async spool(content: AsyncIterable<Buffer>): Promise<Spooled> {
    const uploadId = randomUUID();
    const measured = new Measured();
    try {
      await this.write({ uploadId }, measured.of(content));
    } catch (error) {
      await this.discard({ uploadId });
      throw error;
    }
    return { uploadId, bytes: measured.bytes, contentDigest: this.events.keyring.fileHash(measured.digest()) };
  }

  /** From now on it survives a restart, as the upload of a feed. */
  async keep({ uploadId }: Pick<UploadName, 'uploadId'>, feedId: string): Promise<KeptUpload> {
    const kept = { uploadId, feedId };
    await rename(join(this.path, fileOf({ uploadId })), join(this.path, fileOf(kept)));
    const folder = await open(this.path, 'r');
    await folder.sync().finally(() => folder.close());
    return kept;
  }

  /** What an upload holds, in parts. @throws {Problem} 500 `upload-unreadable` */
  async *parts(name: UploadName): AsyncGenerator<Buffer> {
    const { keyring } = this.events;
    await keyring.load([keyOf(name)]);
    const key = keyring.get(keyOf(name));
    const file = key && (await open(join(this.path, fileOf(name)), 'r').catch(() => undefined));
    if (!key || !file) throw new Problem(500, 'upload-unreadable');
    try {
      yield* readFrames(file, key, name.uploadId);
    } catch (error) {
      throw error instanceof FramesBroken ? new Problem(500, 'upload-unreadable') : error;
    } finally {
      await file.close();
    }
  }

  /** Uploads that wait for a feed to be read. What was never acknowledged goes. */
  async kept(): Promise<readonly KeptUpload[]> {
    const names = await readdir(this.path).catch(() => []);
    for (const name of names) {
      const [, uploadId] = PARTIAL.exec(name) ?? [];
      if (uploadId !== undefined) await this.discard({ uploadId });
    }
    return names.flatMap((name) => {
      const [, feedId, uploadId] = KEPT.exec(name) ?? [];
      return feedId !== undefined && uploadId !== undefined ? [{ feedId, uploadId }] : [];
    });
  }

  /** Done with: the key goes first, so that what may be left on the disk opens no more. */
  async discard(name: UploadName): Promise<void> {
    await this.events.keyring.destroy(keyOf(name));
    await rm(join(this.path, fileOf(name)), { force: true });
  }

  private async write(name: UploadName, content: AsyncIterable<Buffer>): Promise<void> {
    const { keyring } = this.events;
    await keyring.ensure([keyOf(name)]);
    const key = keyring.get(keyOf(name));
    if (!key) throw new Error('the key of this upload was destroyed');
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const file = await open(join(this.path, fileOf(name)), 'wx', 0o600);
    try {
      await writeFrames(file, key, name.uploadId, content);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
