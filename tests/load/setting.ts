import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { DatabaseModule, startEmbeddedServer, UnitOfWork } from '#libs/database';
import { type Grant, IdentityModule, Passwords, People } from '#libs/identity';
import { ImplementationModule, OpenWorkItems } from '#libs/implementation';
import { createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { loadCatalogue, wholeCatalogue } from '#libs/programme';
import { migrateDatabase } from '../../apps/migrate/src/migrate.js';
import { bareSchema } from './bare-sql.js';

export const programme = 'services-trade-2020';
export const password = 'a long password for the bench';
/** Sign-in name of a region's lead. */
export const leadOf = (region: string): string => `lead.${region.toLowerCase()}@bench.example`;
/** Sign-in name of a department's reviewer. */
export const reviewerOf = (department: string): string => `reviewer.${department.toLowerCase()}@bench.example`;

export interface Setting {
  databaseUrl: string;
  /** The same database as its superuser. */
  adminUrl: string;
  /** Base address of the product's own API process. */
  product: string;
  /** Base address of the bare route. */
  bare: string;
  close(): Promise<void>;
}

/** A durable server with the built-in programme, the product's API and the bare route, each in its own process; `grow` fills the database further. */
export async function prepare(grow?: (adminUrl: string) => Promise<void>): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), 'measure-bench-'));
  const server = await startEmbeddedServer({ dataDir: folder, durable: true });
  const databaseUrl = server.url();
  const adminUrl = Object.assign(new URL(server.adminUrl), { pathname: new URL(databaseUrl).pathname }).toString();
  const children: ChildProcess[] = [];
  try {
    await migrateDatabase(databaseUrl);
    await fill(databaseUrl);
    await grow?.(adminUrl);
    const environment = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATA_DIR: folder,
    };
    const product = await listening(children, ['dist/apps/api/src/main.js'], environment);
    const bare = await listening(
      children,
      ['--import', './tests/setup/typescript.mjs', 'tests/load/bare-route.ts', databaseUrl],
      environment,
    );
    return { databaseUrl, adminUrl, product, bare, close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    for (const child of children) child.kill('SIGKILL');
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

@Module({})
class FillModule {
  static with(url: string): DynamicModule {
    const platform = { configuration: loadConfiguration({ DATABASE_URL: url }), logger: createLogger('error') };
    const database = { url, pool: 2, applicationName: 'bench' };
    return {
      module: FillModule,
      imports: [PlatformModule.with(platform), DatabaseModule.with(database), IdentityModule, ImplementationModule],
    };
  }
}

async function fill(databaseUrl: string): Promise<void> {
  const parts = await NestFactory.createApplicationContext(FillModule.with(databaseUrl), { logger: false });
  try {
    const catalogue = await wholeCatalogue('catalogues/services-trade-2020');
    const passwordHash = await parts.get(Passwords).hash(password);
    await parts.get(UnitOfWork).run(async (tx) => {
      await loadCatalogue(tx, catalogue);
      await parts.get(OpenWorkItems).run(tx, programme, new Date('2020-08-02T00:00:00+08:00'));
      const regions = await tx.rows<{ code: string }>('select code from region');
      const departments = await tx.rows<{ code: string }>('select code from department');
      const member = (email: string, grant: Grant) => ({
        name: { zh: email, en: email },
        email,
        passwordHash,
        grants: [grant],
      });
      await parts
        .get(People)
        .createPeople(tx, [
          ...regions.map(({ code }) => member(leadOf(code), { role: 'regional-lead', region: code })),
          ...departments.map(({ code }) => member(reviewerOf(code), { role: 'reviewer', department: code })),
        ]);
    });
  } finally {
    await parts.close();
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(bareSchema);
  await client.query('analyze');
  await client.end();
}

/** Starts a process and waits for the address that it prints. */
function listening(children: ChildProcess[], args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.at(-1)} ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      const address = /listens on (http:\S+)/.exec(chunk.toString());
      if (address?.[1]) resolve(address[1]);
    });
  });
}
