// `npm start` runs the whole product; with a name, one part of it: api, worker or migrate. Builds first where needed.
import { existsSync } from 'node:fs';
import { buildWhenStale } from './build.mjs';

const part = process.argv[2] ?? 'standalone';
const main = new URL(`../dist/apps/${part}/src/main.js`, import.meta.url);

try {
  await buildWhenStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
if (!existsSync(main)) {
  process.stderr.write(`There is no part "${part}".\n`);
  process.exit(1);
}
process.setSourceMapsEnabled(true);
await import(main.href);
