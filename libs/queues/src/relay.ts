import type { Database } from '#libs/database';
import type { TriggerQueue } from './lane.js';
import type { Trouble } from './trouble.js';

/** Milliseconds between two looks into the outbox: the most that a row waits when the workers are idle. */
export const relayEveryMs = 200;
/** A trigger of this process that led to nothing is given again after so many milliseconds. */
const triggerAgainMs = 1_000;
/** Rows that are due for so long (milliseconds) get a further trigger: the present one may hang with its worker. */
const overdueMs = 2_000;

interface DueJob {
  job: string;
  overdueMs: number;
}

/** One index probe per job; now() because only a stable function can be compared within the index. */
const dueJobs = `
  select known.job, extract(epoch from now() - oldest.available_at)::float8 * 1000 as "overdueMs"
  from unnest($1::text[]) as known (job) cross join lateral (
    select available_at from outbox
    where outbox.job = known.job and dead_at is null and available_at <= now()
    order by available_at limit 1
  ) as oldest`;

/** Sees which jobs have due rows and triggers each. Rows stay until they are handled: a lost trigger loses nothing. */
export class Relay {
  private readonly triggered = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly queueOf: ReadonlyMap<string, TriggerQueue>,
    private readonly database: Database,
    private readonly trouble: Trouble,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        if (!this.stopped) this.start();
      });
    }, relayEveryMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** The job has been drained here, so its next due row needs a new trigger at once. */
  drained(job: string): void {
    this.triggered.delete(job);
  }

  private async look(): Promise<void> {
    try {
      const due = await this.database.rows<DueJob>(dueJobs, [[...this.queueOf.keys()]]);
      for (const row of due) await this.trigger(row);
      this.trouble.ends();
    } catch (error) {
      this.trouble.begins(error);
    }
  }

  private async trigger({ job, overdueMs: waited }: DueJob): Promise<void> {
    const now = performance.now();
    if (now - (this.triggered.get(job) ?? -Infinity) < triggerAgainMs) return;
    this.triggered.set(job, now);
    try {
      const id = waited < overdueMs ? job : `${job}-again-${Math.floor(now / overdueMs)}`;
      await this.queueOf.get(job)?.add(job, { trigger: 'rows' }, { deduplication: { id } });
    } catch (error) {
      this.triggered.delete(job);
      throw error;
    }
  }
}
