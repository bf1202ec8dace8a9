import { Agent, request } from 'node:http';

/** A request as bytes: what no well-behaved client would send must be sendable. */
export type RawRequest = Readonly<{
  method: string;
  /** With its query, percent-encoded or not. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
}>;

export type RawAnswer = Readonly<{ status: number; contentType: string; headers: Readonly<Record<string, unknown>>; text: string }>;

/** Longer than any answer to one request may take, waiting for a view included. */
const LONGEST_MS = 15_000;

const agent = new Agent({ keepAlive: true });

/** Sends it. @throws where no answer comes at all, or not within the bound. */
export const send = (origin: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request({ agent, hostname, port, method, path, headers: { ...length, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      const contentType = String(response.headers['content-type'] ?? '');
      const answered = () =>
        resolve({ status: response.statusCode ?? 0, contentType, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (!contentType.startsWith('text/event-stream')) return;
        // A stream does not end by itself: its first piece stands for it, and it is left.
        answered();
        sent.destroy();
      });
      response.on('error', reject);
      response.on('end', answered);
    });
    sent.setTimeout(LONGEST_MS, () => sent.destroy(new Error(`no answer within ${LONGEST_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });

/** Ends the connections that are kept open, so that a server can stop. */
export const hangUp = (): void => agent.destroy();
