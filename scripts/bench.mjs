// `npm run bench`: builds where needed, then measures the product beside plain SQL and a bare route.
import { spawnSync } from 'node:child_process';
import { buildWhenStale } from './build.mjs';

await buildWhenStale();
const { status } = spawnSync(process.execPath, ['--import', './tests/setup/typescript.mjs', 'tests/load/bench.ts'], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
