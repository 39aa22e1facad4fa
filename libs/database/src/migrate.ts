import type { DataSource } from 'typeorm';

/** Any constant: all processes of the product must ask for the same lock. */
const migrationLock = 7_220_801;

/** Brings the schema up to date; processes that start together wait for each other. Returns the names that ran. */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [migrationLock]);
    try {
      return (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
    } finally {
      await runner.query('select pg_advisory_unlock($1)', [migrationLock]);
    }
  } finally {
    await runner.release();
  }
}
