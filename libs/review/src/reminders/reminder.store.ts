import type { Tx } from '#libs/database';
import type { Reminder, Subject } from './reminder.rules.js';

/** A subject with where it belongs. */
export interface PlacedSubject extends Subject {
  workItemId: string;
  region: string;
  /** The department that leads the measure. */
  leadDepartment: string;
  submissionId: string | null;
  round: number | null;
  /** The department that owes an opinion. */
  department: string | null;
}

export type MadeReminder = PlacedSubject & Reminder;

const madeSoFar = (kind: string, more: string) => `
  left join lateral (
    select count(*)::integer as reminded, max(m.for_day) as "lastForDay" from reminder m
    where m.kind = '${kind}' and m.work_item_id = w.id ${more}
  ) m on true`;
const place = `w.id as "workItemId", w.region, w.lead_department as "leadDepartment", m.reminded, m."lastForDay"`;

/** Rounds that wait for their decision. */
const waiting = `
  select 'review' as kind, (r.submitted_at at time zone $3)::date as "startedOn", r.due_on as "dueOn", s.id as "submissionId", r.round, null as department, ${place}
  from submission s
  join work_item w on w.id = s.work_item_id
  join submission_round r on r.submission_id = s.id and r.round = s.round
  ${madeSoFar('review', 'and m.submission_id = s.id and m.round = r.round and m.due_on = r.due_on')}
  where s.status = 'submitted' and w.programme = $1 and r.due_on <= $2
  order by r.due_on, s.id`;

/** Work items that the region has to bring on: while a report or exemption is with the ministry it can do nothing. */
const targets = `
  select 'target' as kind, null as "startedOn", w.target_date as "dueOn", null as "submissionId", null as round, null as department, ${place}
  from work_item w
  ${madeSoFar('target', 'and m.due_on = w.target_date')}
  where w.programme = $1 and w.target_date <= $2 and $3::text is not null and w.status in ('open', 'proposed', 'approved')
    and not exists (select from submission s where s.work_item_id = w.id and s.status = 'submitted'
      and s.kind in ('implementation-report', 'exemption'))
  order by w.target_date, w.id`;

/** Opinions that are still wanted and that their department has not given. */
const opinions = `
  select 'opinion' as kind, (q.asked_at at time zone $3)::date as "startedOn", q.due_on as "dueOn", s.id as "submissionId", q.round, q.department, ${place}
  from opinion_request q
  join submission s on s.id = q.submission_id and s.round = q.round and s.status = 'submitted'
  join work_item w on w.id = s.work_item_id
  ${madeSoFar('opinion', 'and m.submission_id = s.id and m.round = q.round and m.department = q.department and m.due_on = q.due_on')}
  where w.programme = $1 and q.due_on <= $2 and not exists (select from opinion o
    where o.submission_id = q.submission_id and o.round = q.round and o.department = q.department)
  order by q.due_on, s.id, q.department`;

/** Takes a day for a programme, once; the first time it only notes since when people are reminded. */
const takeDay = `
  insert into reminder_day as d (programme, since, last_day) values ($1, $2, $2)
  on conflict (programme) do update set last_day = excluded.last_day where d.last_day < excluded.last_day
  returning since, since = last_day as begins`;

const insert = `
  insert into reminder (kind, programme, work_item_id, submission_id, round, department, due_on, ordinal, stage, for_day, made_on)
  select n.kind, $1, n."workItemId", n."submissionId", n.round, n.department, n."dueOn", n.ordinal, n.stage, n."forDay", $2
  from jsonb_to_recordset($3::jsonb) as n (kind text, "workItemId" uuid, "submissionId" uuid, round integer, department text,
    "dueOn" date, ordinal integer, stage text, "forDay" date)`;

/** Everything of a programme that ends up to a day and is not done. */
export async function subjectsUpTo(
  tx: Tx,
  programme: { code: string; timeZone: string },
  day: string,
): Promise<PlacedSubject[]> {
  const found = [];
  for (const sql of [waiting, targets, opinions])
    found.push(...(await tx.rows<PlacedSubject>(sql, [programme.code, day, programme.timeZone])));
  return found;
}

/**
 * Takes a day for this transaction; others wait. Returns since when people are reminded, or undefined when the day is
 * done, or when it is the first one: what had passed by then is history and nobody is reminded of it.
 */
export async function claimDay(tx: Tx, programme: string, day: string): Promise<string | undefined> {
  const taken = await tx.row<{ since: string; begins: boolean }>(takeDay, [programme, day]);
  return taken && !taken.begins ? taken.since : undefined;
}

/** Lets reminding begin on the day after this one, unless it has begun. */
export async function beginReminding(tx: Tx, programme: string, day: string): Promise<void> {
  await tx.rows(takeDay, [programme, day]);
}

export async function keepReminders(
  tx: Tx,
  programme: string,
  madeOn: string,
  reminders: readonly MadeReminder[],
): Promise<void> {
  if (reminders.length > 0) await tx.change(insert, [programme, madeOn, JSON.stringify(reminders)]);
}
