import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnitOfWork } from '#libs/database';
import { createLogger, loadConfiguration } from '#libs/platform';
import { Counters } from '#libs/progress';
import { type BuiltTown, buildTown } from '#libs/testing';
import { createWorker } from '../../apps/worker/src/worker.js';

export interface TownAtWork extends BuiltTown {
  /** DATA_DIR of the worker. */
  folder: string;
  close(): Promise<void>;
}

/** A town with its counters built and the product's real worker beside its API. */
export async function townAtWork(measures: number): Promise<TownAtWork> {
  const folder = mkdtempSync(join(tmpdir(), 'measure-work-'));
  const built = await buildTown({ measures });
  const { app, databaseUrl } = built.town.api;
  await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => app.get(Counters, { strict: false }).rebuild(tx, built.town.programme));
  const configuration = loadConfiguration({ DATABASE_URL: databaseUrl, DATA_DIR: folder });
  const worker = await createWorker({ configuration, logger: createLogger('silent') });
  return {
    ...built,
    folder,
    close: async () => {
      await worker.close();
      await built.town.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
