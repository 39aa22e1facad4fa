import { type ChildProcess, spawn } from 'node:child_process';

/** The real worker in a process of its own, so that kill -9 takes everything that it had in hand. */
export function startWorker(databaseUrl: string, folder: string): ChildProcess {
  const environment = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder, LOG_LEVEL: 'error' };
  delete (environment as Record<string, string | undefined>)['NODE_OPTIONS'];
  return spawn(process.execPath, ['--import', './tests/setup/typescript.mjs', 'apps/worker/src/main.ts'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
