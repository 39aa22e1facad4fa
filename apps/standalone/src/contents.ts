import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { DatabaseModule } from '#libs/database';
import { type Configuration, NestLogger, PlatformModule } from '#libs/platform';

/** What the loaders of a first start's contents are given. */
export interface ContentsParts {
  /** The migrated database; `configuration.DATABASE_URL` names the same. */
  url: string;
  configuration: Configuration;
  logger: Logger;
  /** Password of the accounts to make. */
  password: string;
  /** Shows the person who waits how far it is: each call replaces the line before. */
  progress: (line: string) => void;
}

@Module({})
class ContentsModule {}

/** Runs a loader with the libs that it needs, without HTTP and jobs, and closes them after it. */
export async function withLibs<T>(
  { url, configuration, logger }: ContentsParts,
  libs: Type[],
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const database = DatabaseModule.with({ url, pool: 3, applicationName: 'measure-tracker-contents' });
  const imports = [PlatformModule.with({ configuration, logger }), database, ...libs];
  const app = await NestFactory.createApplicationContext(
    { module: ContentsModule, imports },
    { logger: new NestLogger(logger), abortOnError: false },
  );
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
