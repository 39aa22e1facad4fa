import { Agent, request } from 'node:http';

/** Runs a task in a closed loop on so many lanes for so long; returns completed tasks per second. A failing task ends it all. */
export async function drive(lanes: number, seconds: number, task: (lane: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  const end = started + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < end) {
        await task(lane);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - started);
}

export interface HttpReply<Body> {
  body: Body;
  etag: string | undefined;
  cookie: string | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One HTTP exchange on a kept connection; the same client serves both sides of every comparison. Throws unless 2xx. */
export function call<Body>(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<HttpReply<Body>> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const type: Record<string, string> =
    payload === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers: { ...type, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const status = response.statusCode ?? 0;
        if (status < 200 || status > 299)
          return reject(new Error(`${method} ${url} answered ${status}: ${text.slice(0, 300)}`));
        resolve({
          body: (text === '' ? undefined : JSON.parse(text)) as Body,
          etag: response.headers.etag,
          cookie: response.headers['set-cookie']?.[0]?.split(';', 1)[0],
        });
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}
