import type { Logger } from 'pino';
import type { Clock } from '#libs/platform';
import { errorText } from './error-text.js';
import type { Occasion, ScheduledJob } from './job-handler.js';
import type { TriggerJob } from './lane.js';
import type { RunLease } from './run-lease.js';
import type { SchedulePlan } from './schedule-plan.js';

const renewEveryMs = 10_000;

/** Runs a scheduled job for one trigger, unless it is running already or the moment has been answered. */
export class ScheduledRun {
  constructor(
    private readonly lease: RunLease,
    private readonly plan: SchedulePlan,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Throws what the job throws, so that the queue tries again. */
  async run(handler: ScheduledJob, trigger: TriggerJob): Promise<void> {
    const occasion = this.occasionOf(trigger);
    await this.noteNext(handler.job);
    const beginning = await this.lease.begin(handler.job, occasion);
    if (beginning === 'answered') return;
    if (beginning === 'busy') return this.wait(occasion, handler.job);
    await this.perform(handler, occasion, beginning.run);
  }

  private async perform(handler: ScheduledJob, occasion: Occasion, run: string): Promise<void> {
    const renewal = setInterval(() => void this.renew(handler.job, run), renewEveryMs);
    try {
      await this.lease.succeed(handler.job, run, await handler.run(occasion));
    } catch (error) {
      this.logger.error({ job: handler.job, run, error: errorText(error) }, 'a scheduled run failed');
      await this.lease.fail(handler.job, run, error);
      // A run by hand is answered by its failure; whoever asked sees it and may ask again.
      if (occasion.trigger !== 'manual') throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private async renew(job: string, run: string): Promise<void> {
    try {
      if (!(await this.lease.renew(job, run))) this.logger.warn({ job, run }, 'another worker has taken this run over');
    } catch (error) {
      this.logger.warn({ job, run, error: errorText(error) }, 'the lease of a run could not be renewed');
    }
  }

  /** For the page only, so that its failure must not keep the job from running. */
  private async noteNext(job: string): Promise<void> {
    try {
      await this.plan.noteNext(job);
    } catch (error) {
      this.logger.warn({ job, error: errorText(error) }, 'the next moment of a schedule could not be noted');
    }
  }

  /** A request by hand stays in the outbox and comes again by itself; a moment is kept by the queue's retries. */
  private wait({ trigger }: Occasion, job: string): void {
    if (trigger !== 'manual') throw new Error(`a run of ${job} is still going on`);
  }

  private occasionOf({ id, data }: TriggerJob): Occasion {
    const { trigger, due } = data;
    if (trigger === 'late' && due !== undefined) return { trigger, dueAt: new Date(due) };
    // BullMQ names the job of a scheduler repeat:<scheduler>:<moment>.
    const moment = /:(\d+)$/.exec(id ?? '')?.[1];
    if (trigger === 'schedule' && moment !== undefined) return { trigger, dueAt: new Date(Number(moment)) };
    return { trigger: 'manual', dueAt: this.clock.now() };
  }
}
