import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Tx, UnitOfWork } from '#libs/database';
import { LOGGER } from '#libs/platform';
import { Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { type PresentFigure, Recounts, reproduces } from './recounts.js';
import type { Statement } from './statement.js';
import { StatementEvents } from './statement.events.js';
import { StatementStore } from './statement.store.js';

const note = `
  insert into statement_difference (statement_id, digest, implemented, counted, known_at) values ($1, $2, $3, $4, $5)
  on conflict (statement_id, digest) do nothing`;

/**
 * Counts each published statement anew: from its standpoint it must come out byte for byte, else an alarm is raised; where
 * what is known by now differs and no restatement says so, coordinators are told, once for each difference.
 */
@Injectable()
export class VerifyStatements extends ScheduledJob {
  readonly job = jobName('verify-statements');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reference: Reference,
    private readonly statements: StatementStore,
    private readonly recounts: Recounts,
    private readonly events: StatementEvents,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const summary = { statements: 0, alarms: 0, differing: 0, notices: 0 };
    await this.reference.refresh();
    for (const { code } of await this.reference.programmes()) {
      for (const statement of await this.statements.published(code)) {
        if (!statement.list) continue;
        summary.statements += 1;
        if (!(await this.comesOut(statement))) summary.alarms += 1;
        const present = await this.recounts.present(statement, await this.statements.restatements(statement.id));
        if (!present?.differs || present.restated) continue;
        summary.differing += 1;
        if (await this.unitOfWork.run((tx) => this.tell(tx, statement, present))) summary.notices += 1;
      }
    }
    return summary;
  }

  private async comesOut(statement: Statement): Promise<boolean> {
    const again = await this.recounts.again(statement);
    if (reproduces(statement, again)) return true;
    const { id, programme, no, implemented, counted } = statement;
    const recounted = [again.figure.implemented, again.figure.counted];
    const figures = { frozen: [implemented, counted], recounted };
    this.logger.error({ statement: id, programme, no, ...figures }, 'a recount does not reproduce a statement');
    return false;
  }

  private async tell(tx: Tx, statement: Statement, present: PresentFigure): Promise<boolean> {
    const { digest, implemented, counted, knownAt } = present;
    const isNew = (await tx.change(note, [statement.id, digest, implemented, counted, knownAt])) === 1;
    if (isNew) await this.events.warn(tx, statement, { implemented, counted });
    return isNew;
  }
}
