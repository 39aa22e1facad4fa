import { setTimeout as pause } from 'node:timers/promises';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { pino } from 'pino';
import { Database, DatabaseModule, UnitOfWork } from '#libs/database';
import { Calendar, type Clock, loadConfiguration, PlatformModule } from '#libs/platform';
import {
  Consumers,
  type JobHandler,
  type JobName,
  JobRunner,
  Outbox,
  QueuesModule,
  type RecurringJob,
  Schedules,
} from '#libs/queues';
import { cloneDatabase } from '#libs/testing';

/** Where the queues of a test live: undefined is PostgreSQL. */
export type RedisUrl = string | undefined;

export interface WorkerParts {
  handlers: JobHandler[];
  page?: RecurringJob[];
  clock?: Clock;
  /** Milliseconds by which business time is ahead of real time. */
  shiftMs?: number;
}

interface LogEntry {
  level: number;
  msg: string;
  job?: string;
}

@Module({})
class TestWorkerModule {}

/** A database with a table for effects, and any number of workers on it. */
export class JobBench {
  /** All entries of the workers' logs. */
  readonly log: LogEntry[] = [];
  private readonly workers: TestWorker[] = [];

  private constructor(
    readonly url: string,
    private readonly redisUrl: RedisUrl,
    readonly pool: pg.Pool,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(redisUrl?: RedisUrl): Promise<JobBench> {
    const { url, drop } = await cloneDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 3 });
    pool.on('error', () => undefined);
    await pool.query('delete from event_subscription');
    await pool.query('create table effect (row_id bigint not null, note text)');
    return new JobBench(url, redisUrl, pool, drop);
  }

  /** A worker that is at work. Throws what `JobRunner.start` throws. */
  async worker({ handlers, page = [], clock, shiftMs = 0 }: WorkerParts): Promise<TestWorker> {
    const write = (line: string) => void this.log.push(JSON.parse(line) as LogEntry);
    const logger = pino({ level: 'info' }, { write });
    const configuration = loadConfiguration({ DATABASE_URL: this.url, REDIS_URL: this.redisUrl });
    const module = {
      module: TestWorkerModule,
      imports: [
        PlatformModule.with(clock ? { configuration, logger, clock } : { configuration, logger }),
        DatabaseModule.with({ url: this.url, pool: 6, applicationName: 'test-worker' }),
        QueuesModule.forWorker(page),
      ],
      providers: handlers.map((handler) => ({ provide: Symbol(handler.job), useValue: handler })),
    };
    const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    app.get(Calendar).shift(shiftMs);
    try {
      await app.get(JobRunner).start();
    } catch (error) {
      await app.close();
      throw error;
    }
    const worker = new TestWorker(app);
    this.workers.push(worker);
    return worker;
  }

  /** Puts rows into the outbox as an act does. */
  async add<Data extends object>(job: JobName<Data>, data: Data[]): Promise<void> {
    await this.pool.query(`insert into outbox (job, data) select $1, value from jsonb_array_elements($2::jsonb)`, [
      job,
      JSON.stringify(data),
    ]);
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, values)).rows;
  }

  async count(sql: string, values: unknown[] = []): Promise<number> {
    return Number((await this.rows<{ count: string }>(`select count(*) from ${sql}`, values))[0]?.count);
  }

  /** Waits until nothing but dead letters is left. */
  async emptied(): Promise<void> {
    await until(async () => (await this.count('outbox where dead_at is null')) === 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.pool.end();
    await this.drop();
  }
}

export class TestWorker {
  private stopped: Promise<void> | undefined;

  constructor(private readonly app: INestApplicationContext) {}

  get unitOfWork(): UnitOfWork {
    return this.app.get(UnitOfWork);
  }

  get database(): Database {
    return this.app.get(Database);
  }

  get outbox(): Outbox {
    return this.app.get(Outbox);
  }

  get schedules(): Schedules {
    return this.app.get(Schedules);
  }

  get consumers(): Consumers {
    return this.app.get(Consumers);
  }

  lookAfter(): Promise<void> {
    return this.app.get(JobRunner).lookAfter();
  }

  stop(): Promise<void> {
    this.stopped ??= this.app.close();
    return this.stopped;
  }
}

/** Waits for a condition, looking every 20 ms; throws after so many seconds. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`still not so after ${seconds} s`);
    await pause(20);
  }
}
