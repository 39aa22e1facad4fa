import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '#libs/database';
import { applyCalendar } from '#libs/demonstration';
import { Calendar, ConfigurationError, NestLogger, type PlatformParts } from '#libs/platform';
import { ApiModule } from './api.module.js';
import { openDoor } from './fastify.js';
import { handlersOf } from './handlers.js';
import type { RouteList } from './http/route-list.js';
import { ApiDocument } from './openapi/api-document.js';
import { buildDocument } from './openapi/document.js';
import { serveDocsAssets } from './openapi/docs-assets.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { checkHandlers } from './validation/check-handlers.js';
import { RequestValidationPipe } from './validation/request-validation.pipe.js';

export interface ApiParts extends PlatformParts {
  /** Modules that are no part of the product, such as the routes of a test. */
  more?: Type[];
}

export interface Api {
  app: NestFastifyApplication;
  routes: RouteList;
}

/** Everything but the prefix `api/v1`: what is not under the contract. */
const outsideContract = ['/', 'api/docs', 'api/docs/start.js', 'health/live', 'health/ready'];

/**
 * The HTTP door, initialised and not listening. Throws ConfigurationError without DATABASE_URL. The schema must be up
 * to date: the door does not migrate.
 */
export async function createApi(parts: ApiParts): Promise<NestFastifyApplication> {
  return (await assembleApi(parts)).app;
}

/** As `createApi`, with the list of routes for tests. */
export async function assembleApi({ more = [], ...platform }: ApiParts): Promise<Api> {
  const { configuration, logger } = platform;
  const url = configuration.DATABASE_URL;
  if (url === undefined) throw new ConfigurationError(['DATABASE_URL: the API needs a database']);
  const { adapter, problems, routes } = openDoor(configuration, logger);
  const database = { url, pool: configuration.DATABASE_POOL, applicationName: 'measure-tracker-api' };
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(platform, database, more), adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  try {
    await applyCalendar(app.get(Database), app.get(Calendar));
    app.setGlobalPrefix('api/v1', { exclude: outsideContract });
    app.useGlobalPipes(new RequestValidationPipe());
    app.useGlobalFilters(new ProblemFilter(problems));
    await serveDocsAssets(app);
    checkHandlers(handlersOf(app));
    app.get(ApiDocument).buildWith(() => buildDocument(app));
    await app.init();
    await adapter.getInstance().ready();
  } catch (error) {
    // The database is connected by now and would keep the process alive.
    await app.close().catch(() => undefined);
    throw error;
  }
  return { app, routes };
}
