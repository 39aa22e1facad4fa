import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const url = (name) => new URL(name, import.meta.url);

/** Starts the test cluster in a process that ends by itself when this one is gone, however it went. */
export default async function globalSetup() {
  const cluster = spawn(
    process.execPath,
    ['--import', url('./typescript.mjs').href, fileURLToPath(url('./test-cluster.ts'))],
    {
      // Ctrl-C must not reach it before the tests have let go of their databases.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  globalThis.testCluster = cluster;
  process.env.TEST_CLUSTER = JSON.stringify(await report(cluster));
}

function report(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error('The test cluster did not start: its reason is above.')));
  });
}
