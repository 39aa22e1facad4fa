export {
  createTestApi,
  type Reply,
  type SendOptions,
  TestApi,
  type TestApiOptions,
  TestClient,
  testPassword,
} from './client.js';
export { cloneDatabase, type TestDatabase } from './database.js';
export { hasRedis, redisMissing, startRedis, type TestRedis } from './redis.js';
export { describeWithRedis } from './redis-tests.js';
export { type TestCluster, testCluster } from './test-cluster.js';
export { type BuiltTown, buildTown } from './builders.js';
export { completeContent, type Stage, type Stages } from './stages.js';
export type { Town, TownItem } from './town.js';
