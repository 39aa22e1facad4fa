import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const served = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

/** Serves the three files that the page needs and none of the other files in their folder. */
export async function serveDocsAssets(app: NestFastifyApplication): Promise<void> {
  // The user interface comes with Nest's module, so it is looked for from there.
  const nestSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  await app.register(fastifyStatic, {
    root: dirname(nestSwagger.resolve('swagger-ui-dist/package.json')),
    prefix: '/api/docs/assets/',
    allowedPath: (path) => served.has(path),
    decorateReply: false,
    index: false,
    cacheControl: true,
    maxAge: '1h',
  });
}
