import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log. For work items the table itself holds the chain of versions: each version once, each
 * event continuing from the status that the former one left.
 */
export class Event20261123000300 implements MigrationInterface {
  name = 'Event20261123000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event (
        seq bigint generated always as identity primary key,
        kind text not null,
        programme text,
        region text,
        department text,
        work_item_id uuid,
        item_version integer check (item_version >= 1),
        former_version integer generated always as (nullif(item_version - 1, 0)) stored,
        move text,
        from_status text,
        to_status text,
        submission_id uuid,
        actor_person_id uuid,
        actor_role text,
        reason text,
        data jsonb not null default '{}',
        effective_on date not null,
        recorded_at timestamptz not null,
        logged_at timestamptz not null default clock_timestamp(),
        constraint event_item_whole check (
          (work_item_id is null and item_version is null and move is null and to_status is null)
          or (work_item_id is not null and item_version is not null and move is not null and to_status is not null)
        ),
        constraint event_first_has_no_past check ((item_version = 1) = (from_status is null) or work_item_id is null),
        constraint event_version_once unique (work_item_id, item_version),
        constraint event_version_status unique (work_item_id, item_version, to_status),
        constraint event_continues foreign key (work_item_id, former_version, from_status)
          references event (work_item_id, item_version, to_status)
      )
    `);
    await runner.query('create index event_recorded on event (programme, recorded_at, seq)');
    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'MT001';
      end $$
    `);
    await runner.query(`
      create trigger event_append_only before update or delete on event
        for each row execute function refuse_change()
    `);
    await runner.query(`
      create trigger event_never_emptied before truncate on event
        for each statement execute function refuse_change()
    `);
    // One call writes the events and, in the same transaction, what each subscriber has to handle.
    await runner.query(`
      create function append_events(events jsonb) returns void language sql as $$
        with added as (
          insert into event (kind, programme, region, department, work_item_id, item_version, move, from_status,
            to_status, submission_id, actor_person_id, actor_role, reason, data, effective_on, recorded_at)
          select e.kind, e.programme, e.region, e.department, e."workItemId", e."itemVersion", e.move, e."fromStatus",
            e."toStatus", e."submissionId", e."actorPersonId", e."actorRole", e.reason, coalesce(e.data, '{}'),
            e."effectiveOn", e."recordedAt"
          from jsonb_to_recordset(events) as e (kind text, programme text, region text, department text,
            "workItemId" uuid, "itemVersion" integer, move text, "fromStatus" text, "toStatus" text,
            "submissionId" uuid, "actorPersonId" uuid, "actorRole" text, reason text, data jsonb,
            "effectiveOn" date, "recordedAt" timestamptz)
          returning seq, kind
        )
        insert into outbox (job, event_seq)
        select subscription.job, added.seq
        from added join event_subscription subscription on subscription.kind in (added.kind, '*')
        order by added.seq
      $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function append_events(jsonb)');
    await runner.query('drop table event');
    await runner.query('drop function refuse_change()');
  }
}
