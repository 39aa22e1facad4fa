import pg from 'pg';
import { DataSource, type MixedList } from 'typeorm';

/** DATE stays the text 'YYYY-MM-DD': a JavaScript Date would shift it with the process's time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

export interface DataSourceParts {
  url: string;
  /** Most connections of this process. */
  pool: number;
  applicationName: string;
  // TypeORM's own type of a class list.
  migrations?: MixedList<Function | string>;
  entities?: MixedList<Function | string>;
}

/** The TypeORM data source with the time limits that the server itself does not set (milliseconds). */
export function createDataSource({ url, pool, applicationName, migrations = [], entities = [] }: DataSourceParts): DataSource {
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
    },
  });
}
