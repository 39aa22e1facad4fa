import { once } from 'node:events';

/** Lets the test cluster end and waits until its folder is gone. */
export default async function globalTeardown() {
  const cluster = globalThis.testCluster;
  if (!cluster || cluster.exitCode !== null) return;
  cluster.disconnect();
  await once(cluster, 'exit');
}
