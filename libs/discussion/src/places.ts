import { Injectable } from '@nestjs/common';
import type { Database, Tx } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import type { Subject } from './place.js';

type Reads = Pick<Database | Tx, 'row'>;

interface Row extends Omit<Subject, 'supportingDepartments' | 'now'> {
  dbNow: Date;
}

const columns = `w.id as "workItemId", w.programme, w.measure, w.region, w.lead_department as "leadDepartment",
  clock_timestamp() as "dbNow"`;

const ofItem = `select ${columns}, null as submission from work_item w where w.id = $1`;

const ofSubmission = `
  select ${columns}, jsonb_build_object('id', s.id, 'round', s.round) as submission
  from submission s join work_item w on w.id = s.work_item_id where s.id = $1`;

/** Finds what is talked about, with the departments that take part in it. */
@Injectable()
export class Places {
  constructor(
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async ofItem(from: Reads, workItemId: string): Promise<Subject | undefined> {
    return this.whole(await from.row<Row>(ofItem, [workItemId]));
  }

  async ofSubmission(from: Reads, submissionId: string): Promise<Subject | undefined> {
    return this.whole(await from.row<Row>(ofSubmission, [submissionId]));
  }

  /** Departments that support a measure. */
  async supporting(programme: string, measure: number): Promise<readonly string[]> {
    return (await this.reference.measure(programme, measure)).supportingDepartments;
  }

  private async whole(row: Row | undefined): Promise<Subject | undefined> {
    if (!row) return undefined;
    const { dbNow, ...place } = row;
    const supportingDepartments = await this.supporting(place.programme, place.measure);
    return { ...place, supportingDepartments, now: this.calendar.at(dbNow) };
  }
}
