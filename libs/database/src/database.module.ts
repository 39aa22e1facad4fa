import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { createDataSource, type DataSourceParts } from './data-source.js';
import { Once } from './once.js';
import { UnitOfWork } from './unit-of-work.js';

/** The process's one data source, its reads and its unit of work. */
@Global()
@Module({})
export class DatabaseModule {
  static with(parts: DataSourceParts): DynamicModule {
    const dataSource = createDataSource(parts);
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: async () => (dataSource.isInitialized ? dataSource : dataSource.initialize()),
        }),
      ],
      providers: [
        Once,
        { provide: Database, useFactory: (source: DataSource) => new Database(source), inject: [DataSource] },
        { provide: UnitOfWork, useFactory: (source: DataSource) => new UnitOfWork(source), inject: [DataSource] },
      ],
      exports: [Database, Once, UnitOfWork, TypeOrmModule],
    };
  }
}
