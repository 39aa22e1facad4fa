import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { type Clock, type Configuration, createLogger, loadConfiguration } from '#libs/platform';
import { cloneDatabase } from './database.js';

/** What a test may read of an answer. */
export interface Reply<Body> {
  status: number;
  /** Parsed when it is JSON, else the text; undefined when there is none. */
  body: Body;
  /** The answer as it came, for files. */
  bytes: Buffer;
  headers: Record<string, unknown>;
  etag: string | undefined;
}

export interface SendOptions {
  /** Version, or a whole If-Match header. */
  ifMatch?: number | string;
  /** Idempotency-Key. */
  key?: string;
  headers?: Record<string, string>;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS';
type Members = Record<string, unknown>;

/** Password of the accounts that tests make. */
export const testPassword = 'a long password for tests';

/** One person's (or nobody's) requests. Paths are below /api/v1 unless they begin with /api/ or /health/. */
export class TestClient {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cookie?: string,
  ) {}

  get<Body = Members>(path: string, options?: SendOptions): Promise<Reply<Body>> {
    return this.send<Body>('GET', path, undefined, options);
  }

  post<Body = Members>(path: string, body?: unknown, options?: SendOptions): Promise<Reply<Body>> {
    return this.send<Body>('POST', path, body, options);
  }

  patch<Body = Members>(path: string, body?: unknown, options?: SendOptions): Promise<Reply<Body>> {
    return this.send<Body>('PATCH', path, body, options);
  }

  delete<Body = Members>(path: string, body?: unknown, options?: SendOptions): Promise<Reply<Body>> {
    return this.send<Body>('DELETE', path, body, options);
  }

  /** `body` is sent as JSON; a Buffer goes out as it is, for tests of broken bodies. */
  async send<Body = Members>(
    method: Method,
    path: string,
    body?: unknown,
    options: SendOptions = {},
  ): Promise<Reply<Body>> {
    const response = await this.app.inject({
      method,
      url: /^\/(api|health)\//.test(path) || path === '/' ? path : `/api/v1${path}`,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...this.headers(options) },
      payload: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    const isJson = /\bjson\b/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      body: (response.body === '' ? undefined : isJson ? response.json() : response.body) as Body,
      bytes: response.rawPayload,

      headers: response.headers,
      etag: response.headers.etag as string | undefined,
    };
  }

  private headers({ ifMatch, key, headers }: SendOptions): Record<string, string> {
    return {
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...headers,
    };
  }
}

export interface TestApiOptions {
  configuration?: Partial<Configuration>;
  clock?: Clock;
  /** Silent unless the test looks at the log. */
  logger?: Logger;
  /** Modules with routes that only the test has. */
  more?: Type[];
  /** A database that the test has prepared; without one a fresh clone is made, and dropped by `close`. */
  databaseUrl?: string;
}

/** An API in this process, on a database of its own. */
export class TestApi {
  constructor(
    readonly app: NestFastifyApplication,
    /** Every route, such as 'GET /api/v1/me'. */
    readonly routes: string[],
    readonly databaseUrl: string,
    private readonly drop: () => Promise<void>,
  ) {}

  /** Signs in. Throws when that is refused. */
  async as(email: string, password = testPassword): Promise<TestClient> {
    const reply = await this.anonymous().post('/sessions', { email, password });
    const cookie = [reply.headers['set-cookie']]
      .flat()
      .map(String)
      .find((one) => /session=[^;]/.test(one));
    if (reply.status !== 201 || cookie === undefined)
      throw new Error(`${email} cannot sign in: ${JSON.stringify(reply.body)}`);
    return new TestClient(this.app, cookie.split(';', 1)[0]);
  }

  anonymous(): TestClient {
    return new TestClient(this.app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.drop();
  }
}

/** Starts an API on a fresh clone of the migrated template, or on the database given. Nothing listens. */
export async function createTestApi({ configuration, databaseUrl, ...parts }: TestApiOptions = {}): Promise<TestApi> {
  // Here and not above: tests that need no API would otherwise load every lib for the sake of this door.
  const { assembleApi } = await import('../../../apps/api/src/api.js');
  const database =
    databaseUrl === undefined ? await cloneDatabase() : { url: databaseUrl, drop: async () => undefined };
  const { app, routes } = await assembleApi({
    configuration: Object.assign(loadConfiguration({ DATABASE_URL: database.url }), configuration),
    logger: createLogger('silent'),
    ...parts,
  });
  return new TestApi(app, routes.list(), database.url, async () => void (await database.drop()));
}
