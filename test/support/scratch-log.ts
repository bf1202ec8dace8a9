import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { readSettings } from '../../apps/server/src/platform/settings.js';
import { openEventStore } from '../../apps/server/src/platform/stores.js';

/** A log of its own in a folder that goes with it, for specs of what works on streams without a server. */
export class ScratchLog {
  private constructor(
    readonly events: EventStore,
    readonly streams: Streams,
    private readonly folder: string,
  ) {}

  static async open(): Promise<ScratchLog> {
    const folder = mkdtempSync(join(tmpdir(), 'nuanliu-log-'));
    const rethrow = (error: Error) => {
      throw error;
    };
    const events = await openEventStore(readSettings({ DATA_DIR: folder }), rethrow);
    return new ScratchLog(events, new Streams(events), folder);
  }

  /** All events of one stream, oldest first. */
  async read(stream: string): Promise<readonly StoredEvent[]> {
    const found: StoredEvent[] = [];
    for await (const page of this.events.readStream(stream)) found.push(...page);
    return found;
  }

  async discard(): Promise<void> {
    await this.events.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
