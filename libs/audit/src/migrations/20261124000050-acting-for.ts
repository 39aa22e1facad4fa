import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An event names the person for whom its actor acted. */
export class ActingFor20261124000050 implements MigrationInterface {
  name = 'ActingFor20261124000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table event add column on_behalf_of uuid references person (id)');
    await runner.query(appendEvents(', on_behalf_of', ', e."onBehalfOf"', ', "onBehalfOf" uuid'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(appendEvents('', '', ''));
    await runner.query('alter table event drop column on_behalf_of');
  }
}

/** The one writer of events, with or without what this migration adds to it. */
function appendEvents(column: string, value: string, member: string): string {
  return `
    create or replace function append_events(events jsonb) returns void language sql as $$
      with added as (
        insert into event (kind, programme, region, department, work_item_id, item_version, move, from_status,
          to_status, submission_id, actor_person_id, actor_role, reason, data, effective_on, recorded_at${column})
        select e.kind, e.programme, e.region, e.department, e."workItemId", e."itemVersion", e.move, e."fromStatus",
          e."toStatus", e."submissionId", e."actorPersonId", e."actorRole", e.reason, coalesce(e.data, '{}'),
          e."effectiveOn", e."recordedAt"${value}
        from jsonb_to_recordset(events) as e (kind text, programme text, region text, department text,
          "workItemId" uuid, "itemVersion" integer, move text, "fromStatus" text, "toStatus" text,
          "submissionId" uuid, "actorPersonId" uuid, "actorRole" text, reason text, data jsonb,
          "effectiveOn" date, "recordedAt" timestamptz${member})
        returning seq, kind
      )
      insert into outbox (job, event_seq)
      select subscription.job, added.seq
      from added join event_subscription subscription on subscription.kind in (added.kind, '*')
      order by added.seq
    $$`;
}
