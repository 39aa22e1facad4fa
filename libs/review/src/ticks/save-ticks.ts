import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Grant, grantFor } from '#libs/identity';
import { type ItemWithSubmission, Mover, type SubmissionCommand } from '#libs/implementation';
import { invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { unknownPoints } from './tick.rules.js';

export type SaveTicksCommand = SubmissionCommand & { points: number[] };

const present = 'select point from proof_tick where submission_id = $1 and round = $2 order by point';

const stand = `
  insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry')
  on conflict (submission_id, person_id, side) do nothing`;

const untick = 'delete from proof_tick where submission_id = $1 and round = $2 and point <> all($3::integer[])';

const tick = `
  insert into proof_tick (submission_id, round, point, ticked_by, on_behalf_of, ticked_at)
  select $1, $2, point, $4, $5, $6 from unnest($3::integer[]) as point
  on conflict (submission_id, round, point) do nothing`;

/**
 * Reviewers of the lead department tick the points of a report's proof list that convince them. The ticks are the
 * department's working state of the round: the item keeps its version, and the decision keeps what came of it.
 */
@Injectable()
export class SaveTicks {
  constructor(
    private readonly mover: Mover,
    private readonly reference: Reference,
    private readonly events: EventLog,
  ) {}

  async run(tx: Tx, command: SaveTicksCommand): Promise<void> {
    const item = await this.mover.lockSubmission(tx, command);
    // Ticking is a part of judging a report: who may not return it may not tick.
    await this.mover.check(tx, 'return-implementation-report', item, command);
    const proofList = await this.reference.proofList(item.programme, item.measure);
    const faults = unknownPoints(proofList, command.points, '/points');
    if (faults.length > 0) throw invalid(faults);
    const { id, round } = item.submission;
    const points = command.points.toSorted((a, b) => a - b);
    const former = (await tx.rows<{ point: number }>(present, [id, round])).map(({ point }) => point);
    const grant = grantFor(command.actor, 'submission.tick', { department: item.leadDepartment });
    const persons = [command.actor.personId, grant?.onBehalfOf?.personId].filter((one) => one !== undefined);
    const known = persons.every((person) => item.submission.deciders.includes(person));
    // Who says the same again changes nothing; who says it for the first time stands for it from now on.
    if (known && former.join() === points.join()) return;
    for (const person of persons) tx.send(stand, [id, person]);
    await this.write(tx, command, item, points, former, grant);
  }

  private async write(
    tx: Tx,
    { actor }: SaveTicksCommand,
    item: ItemWithSubmission,
    points: number[],
    former: number[],
    grant: Grant | undefined,
  ): Promise<void> {
    const { id, round } = item.submission;
    const onBehalfOf = grant?.onBehalfOf?.personId;
    tx.send(untick, [id, round, points]);
    tx.send(tick, [id, round, points, actor.personId, onBehalfOf ?? null, item.now]);
    await this.events.append(tx, [
      {
        kind: 'tick-points',
        programme: item.programme,
        region: item.region,
        department: item.leadDepartment,
        submissionId: id,
        actorPersonId: actor.personId,
        actorRole: grant?.role,
        onBehalfOf,
        data: { workItemId: item.id, round, points, formerPoints: former },
        effectiveOn: await this.reference.today(item.programme, item.now),
        recordedAt: item.now,
      },
    ]);
  }
}
