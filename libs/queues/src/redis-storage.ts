import { createRedisBackend, type RepeatStrategy } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { errorText } from './error-text.js';
import { evictionFault } from './redis.rules.js';
import type { QueueStorage } from './lane.js';
import { createStorage } from './queue-storage.js';
import { StartRefused } from './start-refused.js';

/** How long the server may take to answer at the start, in milliseconds. */
const patienceMs = 10_000;

/** BullMQ in Redis or Valkey, under a prefix of its own. Throws StartRefused when the server might evict keys. */
export async function openRedisStorage(
  redisUrl: string,
  prefix: string,
  repeatStrategy: RepeatStrategy,
  logger: Logger,
): Promise<QueueStorage> {
  const producing = connect(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }, logger);
  const consuming = connect(redisUrl, { maxRetriesPerRequest: null }, logger);
  const disconnect = async () => {
    producing.disconnect();
    consuming.disconnect();
  };
  try {
    await Promise.all([ready(producing), ready(consuming)]);
    await refuseEviction(producing);
  } catch (error) {
    await disconnect();
    throw error;
  }
  return createStorage({
    name: 'redis',
    factory: createRedisBackend,
    producing,
    consuming,
    prefix,
    repeatStrategy,
    logger,
    disconnect,
  });
}

function connect(
  url: string,
  options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null },
  logger: Logger,
): Redis {
  const redis = new Redis(url, { ...options, retryStrategy: (tries) => Math.min(tries * 200, 2_000) });
  redis.on('error', (error) => logger.debug({ error: errorText(error) }, 'redis'));
  return redis;
}

async function ready(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  let lastError: unknown;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StartRefused([`Redis does not answer: ${errorText(lastError ?? 'no connection')}`])),
      patienceMs,
    );
    redis.on('error', (error) => (lastError = error));
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function refuseEviction(redis: Redis): Promise<void> {
  const fault = evictionFault(await redis.info('memory'));
  if (fault !== undefined) throw new StartRefused([fault]);
}
