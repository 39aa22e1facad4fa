import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { createDataSource, type DataSourceParts } from './data-source.js';
import { Once } from './once.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * The application's one data source, its reads and its unit of work. Two applications of one process have one each,
 * which is why this is not Nest's own TypeORM module: that one keeps its data sources by name for the whole process.
 */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static with(parts: DataSourceParts): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => connected(createDataSource(parts)) },
        Once,
        { provide: Database, useFactory: (source: DataSource) => new Database(source), inject: [DataSource] },
        { provide: UnitOfWork, useFactory: (source: DataSource) => new UnitOfWork(source), inject: [DataSource] },
      ],
      exports: [DataSource, Database, Once, UnitOfWork],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

const mostTries = 10;
const betweenTriesMs = 3_000;

/** Waits for a server that starts at the same time; throws what it said when it does not come. */
async function connected(dataSource: DataSource): Promise<DataSource> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (attempt === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
    }
  }
}
