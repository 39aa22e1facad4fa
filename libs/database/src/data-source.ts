import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** DATE stays the text 'YYYY-MM-DD': a JavaScript Date would shift it with the process's time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/**
 * Every text is constant and each filter has its own, so one plan serves all parameters: planning `= any($1)` anew
 * each time costs more than running it. Random reads come from memory or solid disks.
 */
const plannerSettings = '-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1';

export interface DataSourceParts {
  url: string;
  /** Most connections of this process. */
  pool: number;
  applicationName: string;
  migrations?: DataSourceOptions['migrations'];
  entities?: DataSourceOptions['entities'];
}

/** The TypeORM data source with the time limits that the server itself does not set (milliseconds). */
export function createDataSource({
  url,
  pool,
  applicationName,
  migrations = [],
  entities = [],
}: DataSourceParts): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: pool,
    applicationName,
    migrations,
    entities,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    synchronize: false,
    connectTimeoutMS: 5_000,
    extra: {
      statement_timeout: 60_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 60_000,
      options: plannerSettings,
      pipeline: true,
    },
  });
}
