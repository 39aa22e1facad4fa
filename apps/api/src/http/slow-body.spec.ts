import { connect, type Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { limitSlowBody } from './slow-body.js';

const refuse = (_: Error, socket: Socket): void => {
  socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
};

let server: FastifyInstance;
let port: number;
beforeAll(async () => {
  server = fastify();
  server.addHook('onRequest', async (request) => limitSlowBody(request, 100, refuse));
  const handler = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return 'done';
  };
  server.post('/', handler);
  server.post('/files', { config: { takesFiles: true } }, handler);
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.addresses()[0] as { port: number }).port;
});
afterAll(() => server.close());

function answerTo(path: string, sent: string, late?: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n`;
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(head + sent));
    if (late !== undefined) setTimeout(() => socket.write(late), 250);
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0]!));
    socket.on('error', () => undefined);
  });
}

it('ends what does not come whole in time', async () => {
  expect(await answerTo('/', '{')).toBe('HTTP/1.1 408 Request Timeout');
});

it('waits as long as the handler needs for what has come, and leaves routes that take files alone', async () => {
  expect(await answerTo('/', '{}')).toBe('HTTP/1.1 200 OK');
  expect(await answerTo('/files', '{', '}')).toBe('HTTP/1.1 200 OK');
});
