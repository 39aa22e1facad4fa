import { connect } from 'node:net';
import { describeWithRedis } from '#libs/testing';

describeWithRedis('the Redis of the tests', (redisUrl) => {
  test('answers', async () => {
    const { hostname, port } = new URL(redisUrl());
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port || 6379), hostname, () => socket.write('PING\r\n'));
      socket.once('error', reject);
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
    });
    // A server of REDIS_URL may ask for a password first; it is there all the same.
    expect(answer).toMatch(/^(\+PONG|-NOAUTH)/);
  });
});
