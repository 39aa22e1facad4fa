import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventLog } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { Calendar, dateIn } from '#libs/platform';
import { Consumers, Schedules } from '#libs/queues';

@ApiTags('jobs')
@Controller()
export class JobsController {
  constructor(
    private readonly schedules: Schedules,
    private readonly consumers: Consumers,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly calendar: Calendar,
  ) {}

  /** Every recurring job with its cadence, its last run and the next; times are real. */
  @Get('schedules')
  @Allow('schedule.read')
  async recurring() {
    return { items: await this.schedules.list() };
  }

  /** Asks for a run now; asking again before it begins makes one run. */
  @Post('schedules/:job/run')
  @HttpCode(202)
  @Allow('schedule.run')
  async run(@Param('job') job: string, @CurrentActor() actor: Actor) {
    const now = this.calendar.now();
    await this.unitOfWork.run(async (tx) => {
      await this.schedules.runNow(tx, job);
      await this.events.append(tx, [
        {
          kind: 'run-schedule',
          actorPersonId: actor.personId,
          actorRole: 'coordinator',
          data: { job },
          effectiveOn: dateIn('Asia/Shanghai', now),
          recordedAt: now,
        },
      ]);
    });
    return { job, asked: true };
  }

  /** What each job that follows events has waiting, what it gave up, and its last run. */
  @Get('jobs')
  @Allow('schedule.read')
  async jobs() {
    return { items: await this.consumers.list() };
  }
}
