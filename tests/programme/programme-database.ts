import { fileURLToPath } from 'node:url';
import { createDataSource, Database, UnitOfWork } from '#libs/database';
import { cloneDatabase } from '#libs/testing';

/** The folder of the built-in catalogue. */
export const builtIn = fileURLToPath(new URL('../../catalogues/services-trade-2020', import.meta.url));

export interface ProgrammeDatabase {
  database: Database;
  uow: UnitOfWork;
  /** How many rows the catalogue's tables hold. */
  counts(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

const everyCount = `
  select (select count(*) from programme) as programmes, (select count(*) from source) as sources,
    (select count(*) from counting_rule) as rules, (select count(*) from task) as tasks, (select count(*) from theme) as themes,
    (select count(*) from region) as regions, (select count(*) from department) as departments,
    (select count(*) from measure) as measures, (select count(*) from measure_region) as applicable,
    (select count(*) from proof_point) as points, (select count(*) from legal_adjustment) as adjustments,
    (select count(*) from measure_legal_adjustment) as adjusted
`;

/** An empty, migrated database of its own. */
export async function programmeDatabase(): Promise<ProgrammeDatabase> {
  const { url, drop } = await cloneDatabase();
  const source = await createDataSource({ url, pool: 4, applicationName: 'tests' }).initialize();
  const database = new Database(source);
  return {
    database,
    uow: new UnitOfWork(source),
    async counts() {
      const row = (await database.row<Record<string, string>>(everyCount)) ?? {};
      return Object.fromEntries(Object.entries(row).map(([table, count]) => [table, Number(count)]));
    },
    async close() {
      await source.destroy();
      await drop();
    },
  };
}
