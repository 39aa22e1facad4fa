import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Database } from '#libs/database';
import { applyCalendar } from '#libs/demonstration';
import { Calendar, ConfigurationError, NestLogger, type PlatformParts } from '#libs/platform';
import { JobRunner } from '#libs/queues';
import { WorkerModule } from './worker.module.js';

/**
 * The background door, already at work; `close` ends it after the jobs in hand. The schema must be up to date.
 * Throws ConfigurationError without DATABASE_URL and StartRefused when the jobs do not fit together.
 */
export async function createWorker(platform: PlatformParts): Promise<INestApplicationContext> {
  const { configuration, logger } = platform;
  const url = configuration.DATABASE_URL;
  if (url === undefined) throw new ConfigurationError(['DATABASE_URL: the worker needs a database']);
  const database = { url, pool: configuration.DATABASE_POOL, applicationName: 'measure-tracker-worker' };
  const app = await NestFactory.createApplicationContext(WorkerModule.with(platform, database), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  try {
    await applyCalendar(app.get(Database), app.get(Calendar));
    await app.get(JobRunner).start();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}
