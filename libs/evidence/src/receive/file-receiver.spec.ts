import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import { fastify, type FastifyInstance } from 'fastify';
import { DomainError, loadConfiguration } from '#libs/platform';
import { Staging } from '../store/staging.js';
import { FileReceiver } from './file-receiver.js';

const folder = mkdtempSync(join(tmpdir(), 'measure-receiver-'));
const receiver = new FileReceiver(new Staging(folder), loadConfiguration({}));
const pace = { idleMs: 150, graceMs: 300, leastBytesPerSecond: 10_000, mostMs: 1_500 };
let server: FastifyInstance;
let port: number;
/** How long the handler keeps the file once it has it. */
let useMs = 0;

beforeAll(async () => {
  server = fastify();
  await server.register(multipart);
  server.post('/', async (request, reply) => {
    try {
      const limits = receiver.limits(1, { pace, kinds: ['text'] });
      return await receiver.receiveFile(request, limits, async ({ name, size }) => {
        await pause(useMs);
        return { name, size, files: readdirSync(folder).length };
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return reply.status(error.status).send({ code: error.code, files: readdirSync(folder).length });
    }
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.addresses()[0] as { port: number }).port;
});
afterEach(() => {
  useMs = 0;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
const end = '\r\n--b--\r\n';

/** Sends the head and then what `send` says; returns what came back. */
function ask(send: (socket: Socket) => Promise<void>): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.write(
        'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      void send(socket);
    });
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)) as object;

/** Writes one chunk after another until the other side has had enough. */
async function drip(socket: Socket, text: string, everyMs: number): Promise<void> {
  socket.write(chunk(start));
  for (let n = 0; n < 200 && socket.writable && !socket.destroyed; n += 1) {
    socket.write(chunk(text));
    await pause(everyMs);
  }
}

it('reads what comes at a fair pace, and takes its time with what it has', async () => {
  useMs = 600;
  const answer = await ask(async (socket) => {
    socket.write(chunk(start) + chunk('x'.repeat(5_000)));
    await pause(80);
    socket.write(`${chunk('y'.repeat(5_000) + end)}0\r\n\r\n`);
  });
  expect(bodyOf(answer)).toEqual({ name: 'a.txt', size: 10_000, files: 1 });
  expect(readdirSync(folder)).toEqual([]);
});

it.each<[string, (socket: Socket) => Promise<void>]>([
  ['falls silent', async (socket) => void socket.write(chunk(start) + chunk('x'))],
  ['never begins', async () => undefined],
  ['crawls', (socket) => drip(socket, 'x', 40)],
  ['goes on for ever at a fair pace', (socket) => drip(socket, 'x'.repeat(2_000), 20)],
])('cuts off what %s', async (_, send) => {
  const answer = await ask(send);
  expect(answer).toMatch(/^HTTP\/1\.1 408/);
  expect(bodyOf(answer)).toEqual({ code: 'upload-too-slow', files: 0 });
  expect(readdirSync(folder)).toEqual([]);
});

it('is not held up by two hundred that crawl', async () => {
  const crawling = Array.from({ length: 200 }, () => ask((socket) => drip(socket, 'x', 50)));
  const answer = await ask(async (socket) => void socket.write(`${chunk(start + 'text' + end)}0\r\n\r\n`));
  expect(answer).toMatch(/^HTTP\/1\.1 200/);
  const answers = await Promise.all(crawling);
  expect(answers.every((one) => one.startsWith('HTTP/1.1 408'))).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

it('tells which kinds a route takes', async () => {
  const picture = `${start.replace('a.txt', 'a.pdf')}%PDF-1.7\n${end}`;
  const answer = await ask(async (socket) => void socket.write(`${chunk(picture)}0\r\n\r\n`));
  expect(bodyOf(answer)).toEqual({ code: 'file-kind', files: 0 });
});
