import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, status, type ServerWritableStream } from '@grpc/grpc-js';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { checkpointAnswer } from './answers.js';
import type { Faults, SubscriptionFault } from './faults.js';
import type { TcpFront } from './tcp-front.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** A status as the server's library sends it. */
export const statusError = (code: status, details: string, headers: Record<string, string> = {}) => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

/** Where the answers of one call leave, and where they are spoiled. */
export class Outlet {
  private readonly ended = new AbortController();
  private sent = 0;

  constructor(
    private readonly call: ReadCall,
    private readonly faults: Faults,
    private readonly front: TcpFront,
    private readonly fault: SubscriptionFault | undefined,
  ) {
    call.on('cancelled', () => this.ended.abort());
    call.on('error', () => this.ended.abort());
  }

  /** Aborts when the client has gone or the fault has ended the call. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  async send(answer: streams.ReadResp): Promise<void> {
    if (this.faults.slowMs > 0) await delay(this.faults.slowMs);
    if (this.signal.aborted) return;
    if (!this.call.write(answer)) await once(this.call, 'drain', { signal: this.signal }).catch(() => undefined);
  }

  /** Sends an event, or instead does what the call's fault says once it is due. */
  async sendEvent(answer: streams.ReadResp, place: number): Promise<void> {
    if (this.fault?.after === this.sent) return this.fail(this.fault, place);
    this.sent += 1;
    await this.send(answer);
  }

  end(): void {
    if (!this.signal.aborted) this.call.end();
  }

  failWith(error: ReturnType<typeof statusError>): void {
    if (this.signal.aborted) return;
    this.ended.abort();
    this.call.emit('error', error);
  }

  private async fail({ then }: SubscriptionFault, place: number): Promise<void> {
    if (then === 'falseCheckpoint') await this.send(checkpointAnswer(place));
    if (then === 'end') this.call.end();
    else if (then === 'cut') this.front.cut();
    else if (then === 'freeze') this.front.freeze();
    else if (then === 'falseCheckpoint') return this.failWith(statusError(status.UNAVAILABLE, 'broken off'));
    else if (then !== 'stall') return this.failWith(statusError(then, 'failed on purpose'));
    this.ended.abort();
  }
}
