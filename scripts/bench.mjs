// `npm run bench`: builds where needed, then measures the product beside plain SQL and a bare route.
// `npm run bench -- scale`: the same questions to 3,416 and to 1,000,000 work items, with the plans of their queries.
import { spawnSync } from 'node:child_process';
import { buildWhenStale } from './build.mjs';

await buildWhenStale();
const file = process.argv[2] === 'scale' ? 'tests/load/scale.ts' : 'tests/load/bench.ts';
const { status } = spawnSync(process.execPath, ['--import', './tests/setup/typescript.mjs', file], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
