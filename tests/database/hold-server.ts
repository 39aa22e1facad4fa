import { startEmbeddedServer } from '../../libs/database/src/embedded/index.js';

/** Run by embedded.test.ts as a process of its own, which is killed while it holds a server. */
const [dataDir = ''] = process.argv.slice(2);
const server = await startEmbeddedServer({ dataDir, durable: true });
process.stdout.write(`${JSON.stringify({ pid: server.pid })}\n`);
setInterval(() => undefined, 60_000);
