import type pg from 'pg';

/** The product's tables without its walls: the same columns and indexes, no foreign keys, no triggers. */
export const bareSchema = `
  create schema bare;
  create table bare.work_item (like public.work_item including defaults including indexes);
  create table bare.submission (like public.submission including defaults including indexes);
  create table bare.submission_round (like public.submission_round including defaults including indexes);
  create table bare.submission_party (like public.submission_party including defaults including indexes);
  create table bare.decision (like public.decision including defaults including indexes);
  create table bare.event (like public.event including defaults including indexes including identity);
  create table bare.outbox (like public.outbox including defaults including indexes including identity);
  alter table bare.submission drop column region_side, drop column ministry_side;
  insert into bare.work_item select * from public.work_item;
  insert into bare.submission (id, work_item_id, region, kind, status, round, content, created_by, created_at, updated_at, submitted_at)
    select gen_random_uuid(), id, region, 'proposal', 'submitted', 0, '{"plan": {"summary": "Bench"}}', gen_random_uuid(), now(), now(), now()
    from bare.work_item;
  update bare.work_item set status = 'proposed';
  analyze bare.work_item;
  analyze bare.submission;
`;

const statements = {
  lock: 'select id, status, version, region, lead_department from bare.work_item where id = $1 for no key update',
  submission: 'select id, kind, status, round, content from bare.submission where id = $1',
  party:
    'insert into bare.submission_party (submission_id, person_id, side) values ($1, $2, $3) on conflict do nothing',
  update: 'update bare.submission set status = $2, round = $3, updated_at = now() where id = $1',
  round:
    'insert into bare.submission_round (submission_id, round, content, submitted_by, submitted_side, submitted_at) select id, round, content, $2, $3, now() from bare.submission where id = $1',
  decision:
    "insert into bare.decision (submission_id, round, outcome, reason, decided_by, decided_side, decided_at) values ($1, $2, 'return', 'Bench', $3, 'ministry', now())",
  event: `insert into bare.event (kind, programme, region, department, work_item_id, item_version, move, from_status, to_status,
    submission_id, actor_person_id, effective_on, recorded_at) values ($1, 'p', $2, $3, $4, $5, $1, $6, $7, $8, $9, current_date, now()) returning seq`,
  outbox: 'insert into bare.outbox (job, event_seq) values ($1, $2)',
  item: 'update bare.work_item set status = $2, version = version + 1, changed_at = now() where id = $1',
};

type Statement = keyof typeof statements;

/** One change of status with its history, statement by statement in one transaction, without a single check. */
export async function bareTransition(
  client: pg.ClientBase,
  submissionId: string,
  itemId: string,
  person: string,
): Promise<void> {
  const run = async <Row>(name: Statement, values: unknown[]) =>
    (await client.query({ name, text: statements[name], values })).rows as Row[];
  await client.query({ name: 'begin', text: 'begin' });
  const [item] = await run<{ version: number; region: string; lead_department: string; status: string }>('lock', [
    itemId,
  ]);
  const [submission] = await run<{ round: number; status: string }>('submission', [submissionId]);
  if (!item || !submission) throw new Error('the bench lost a row');
  const sends = submission.status === 'returned';
  const round = submission.round + (sends ? 1 : 0);
  await run('party', [submissionId, person, sends ? 'region' : 'ministry']);
  await run('update', [submissionId, sends ? 'submitted' : 'returned', round]);
  if (sends) await run('round', [submissionId, person, 'region']);
  else await run('decision', [submissionId, round, person]);
  const [event] = await run<{ seq: string }>('event', [
    sends ? 'submit-proposal' : 'return-proposal',
    item.region,
    item.lead_department,
    itemId,
    item.version + 1,
    item.status,
    sends ? 'proposed' : 'open',
    submissionId,
    person,
  ]);
  await run('outbox', ['recalculate', event?.seq]);
  await run('outbox', ['prepare-notices', event?.seq]);
  await run('item', [itemId, sends ? 'proposed' : 'open']);
  await client.query({ name: 'commit', text: 'commit' });
}

/** What a dashboard without counters asks each time. */
export const bareCompletion = `
  select task, region, count(*) filter (where status = 'open')::integer as open,
    count(*) filter (where status = 'proposed')::integer as proposed, count(*) filter (where status = 'approved')::integer as approved,
    count(*) filter (where status = 'implemented')::integer as implemented, count(*) filter (where status = 'exempt')::integer as exempt
  from public.work_item where programme = 'services-trade-2020' group by task, region order by task, region`;

/** The same of any programme, and the same read from the counters. */
export const bareCompletionOf = bareCompletion.replace("'services-trade-2020'", '$1');
export const bareCounters = `
  select task, region, open, proposed, approved, implemented, exempt from public.completion
  where programme = $1 and level = 'work-item' and dimension = 'task-region'`;

const bulkStatements = {
  lock: 'select id, status, version, region, lead_department from bare.work_item where id = any($1::uuid[]) order by id for no key update',
  submissions: 'select id, work_item_id, kind, status, round, content from bare.submission where id = any($1::uuid[])',
  parties:
    "insert into bare.submission_party (submission_id, person_id, side) select unnest($1::uuid[]), $2, 'ministry' on conflict do nothing",
  update: "update bare.submission set status = 'returned', updated_at = now() where id = any($1::uuid[])",
  decisions: `insert into bare.decision (submission_id, round, outcome, reason, decided_by, decided_side, decided_at)
    select id, round, 'return', 'Bench', $2, 'ministry', now() from bare.submission where id = any($1::uuid[])`,
  events: `insert into bare.event (kind, programme, region, department, work_item_id, item_version, move, from_status, to_status,
      submission_id, actor_person_id, effective_on, recorded_at)
    select 'return-proposal', 'p', w.region, w.lead_department, w.id, w.version + 1, 'return-proposal', w.status, 'open', s.id, $2,
      current_date, now()
    from bare.submission s join bare.work_item w on w.id = s.work_item_id where s.id = any($1::uuid[]) returning seq`,
  outbox: 'insert into bare.outbox (job, event_seq) select $1, unnest($2::bigint[])',
  items:
    "update bare.work_item set status = 'open', version = version + 1, changed_at = now() where id = any($1::uuid[])",
};

/** Returns many proposals at once: one statement a table, without a single check. */
export async function bareBulk(client: pg.ClientBase, submissionIds: string[], person: string): Promise<number> {
  const run = async <Row>(name: keyof typeof bulkStatements, values: unknown[]) =>
    (await client.query({ name: `bulk-${name}`, text: bulkStatements[name], values })).rows as Row[];
  await client.query({ name: 'begin', text: 'begin' });
  const submissions = await run<{ work_item_id: string }>('submissions', [submissionIds]);
  const itemIds = submissions.map(({ work_item_id }) => work_item_id);
  await run('lock', [itemIds]);
  await run('parties', [submissionIds, person]);
  await run('update', [submissionIds]);
  await run('decisions', [submissionIds, person]);
  const events = await run<{ seq: string }>('events', [submissionIds, person]);
  const seqs = events.map(({ seq }) => seq);
  await run('outbox', ['recalculate', seqs]);
  await run('outbox', ['prepare-notices', seqs]);
  await run('items', [itemIds]);
  await client.query({ name: 'commit', text: 'commit' });
  return events.length;
}

/** Sends the same submissions once more, so that they can be returned again; not part of what is measured. */
export const bareResubmit = `with sent as (
    update bare.submission set status = 'submitted', round = round + 1 where id = any($1::uuid[]) returning work_item_id
  ) update bare.work_item set status = 'proposed' where id in (select work_item_id from sent)`;

/** A list of 50 by region and status, and one item with its history, as plainly as can be. */
export const bareList = `
  select id, programme, measure, task, region, lead_department, status, version, target_date, implemented_on, changed_at
  from public.work_item where programme = 'services-trade-2020' and region = $1 and status = $2 order by measure, region limit 50`;
export const bareItem = 'select * from public.work_item where id = $1';
export const bareHistory = `
  select e.*, p.name_zh, p.name_en from public.event e left join public.person p on p.id = e.actor_person_id
  where e.work_item_id = $1 order by e.item_version`;
