import { fileURLToPath } from 'node:url';
import { createDataSource, Database } from '#libs/database';
import { createLogger, loadConfiguration } from '#libs/platform';
import { cloneDatabase } from '#libs/testing';
import type { ContentsParts } from '../../apps/standalone/src/contents.js';
import { loadCatalogue } from '../../apps/standalone/src/load-catalogue.js';
import { loadDemonstration } from '../../apps/standalone/src/load-demonstration.js';

/** A database as the first start leaves it. */
export interface DemonstrationDatabase {
  url: string;
  database: Database;
  /** What a start does with the contents. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export const demonstrationPassword = 'a long demonstration password';

export async function demonstrationDatabase(): Promise<DemonstrationDatabase> {
  const { url, drop } = await cloneDatabase();
  const source = await createDataSource({ url, pool: 2, applicationName: 'tests' }).initialize();
  const folder = fileURLToPath(new URL('../../catalogues/services-trade-2020', import.meta.url));
  const contents: ContentsParts = {
    url,
    configuration: loadConfiguration({ DATABASE_URL: url, CATALOGUE_DIR: folder }),
    logger: createLogger('silent'),
    password: demonstrationPassword,
    progress: () => undefined,
  };
  return {
    url,
    database: new Database(source),
    async start() {
      await loadCatalogue(contents);
      await loadDemonstration(contents);
    },
    async close() {
      await source.destroy();
      await drop();
    },
  };
}
