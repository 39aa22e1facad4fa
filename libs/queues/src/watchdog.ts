import type { Logger } from 'pino';
import type { Database } from '#libs/database';
import type { Clock } from '#libs/platform';
import { clockDriftMs, mostDriftMs } from './clock-drift.js';
import { Trouble } from './trouble.js';

const lookEveryMs = 30_000;

interface Behind {
  job: string;
  oldest: Date;
}

/** Rows that are due for a minute although workers are alive, whether a handler is missing, slow or stuck. */
const jobsBehind = `
  select job, min(available_at) as oldest from outbox
  where dead_at is null and available_at < now() - interval '1 minute' group by job`;

/** Looks after what nobody else notices: clocks that drift, jobs that fall behind, and whatever `repairs` mend. */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly drifting: Trouble;
  private readonly repairing: Trouble;
  private readonly behind = new Map<string, Trouble>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly repairs: (() => Promise<void>)[],
  ) {
    this.drifting = new Trouble(logger, 'clock');
    this.repairing = new Trouble(logger, 'watchdog');
  }

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        if (!this.stopped) this.start();
      });
    }, lookEveryMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** One round of all checks and repairs; never throws. */
  async look(): Promise<void> {
    try {
      await this.checkClock();
      await this.checkBacklog();
      for (const repair of this.repairs) await repair();
      this.repairing.ends();
    } catch (error) {
      this.repairing.begins(error);
    }
  }

  private async checkClock(): Promise<void> {
    const drift = await clockDriftMs(this.database, this.clock);
    if (Math.abs(drift) > mostDriftMs) this.drifting.begins(`${Math.round(drift)} ms off the database's`);
    else this.drifting.ends();
  }

  private async checkBacklog(): Promise<void> {
    const behind = await this.database.rows<Behind>(jobsBehind);
    for (const { job, oldest } of behind) {
      const trouble = this.behind.get(job) ?? new Trouble(this.logger, `rows of ${job}`);
      this.behind.set(job, trouble);
      trouble.begins(`due since ${oldest.toISOString()}`);
    }
    for (const [job, trouble] of this.behind) {
      if (!behind.some((row) => row.job === job)) trouble.ends();
    }
  }
}
