import { hasRedis, redisMissing, startRedis, type TestRedis } from './redis.js';

/**
 * Tests that need Redis or Valkey; `redisUrl()` may be called inside hooks and tests. Without a server they are listed
 * as skipped, with the reason in their name and on the error output.
 */
export function describeWithRedis(name: string, tests: (redisUrl: () => string) => void): void {
  if (!hasRedis()) {
    process.stderr.write(`SKIPPED "${name}": ${redisMissing}\n`);
    describe.skip(`${name} [skipped: ${redisMissing}]`, () => tests(() => ''));
    return;
  }
  describe(name, () => {
    let redis: TestRedis | undefined;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis?.stop());
    tests(() => {
      if (!redis) throw new Error('Redis is there only in hooks and tests.');
      return redis.url;
    });
  });
}
