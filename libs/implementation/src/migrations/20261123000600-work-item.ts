import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work items, their submissions and the walls around them; the moves repeat `workItemLifecycle`, and a test compares. */
export class WorkItem20261123000600 implements MigrationInterface {
  name = 'WorkItem20261123000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table work_item_move (
        move text not null,
        from_status text not null,
        to_status text not null,
        primary key (move, from_status, to_status)
      )
    `);
    await runner.query(`
      insert into work_item_move (move, from_status, to_status) values
        ('start-draft', 'open', 'open'), ('start-draft', 'approved', 'approved'),
        ('edit-draft', 'open', 'open'), ('edit-draft', 'approved', 'approved'),
        ('discard-draft', 'open', 'open'), ('discard-draft', 'approved', 'approved'),
        ('submit-proposal', 'open', 'proposed'),
        ('withdraw-proposal', 'proposed', 'open'),
        ('return-proposal', 'proposed', 'open'),
        ('reject-proposal', 'proposed', 'open'),
        ('approve-proposal', 'proposed', 'approved'),
        ('submit-implementation-report', 'approved', 'approved'),
        ('withdraw-implementation-report', 'approved', 'approved'),
        ('return-implementation-report', 'approved', 'approved'),
        ('reject-implementation-report', 'approved', 'approved'),
        ('approve-implementation-report', 'approved', 'implemented'),
        ('submit-amendment', 'approved', 'approved'),
        ('withdraw-amendment', 'approved', 'approved'),
        ('return-amendment', 'approved', 'approved'),
        ('reject-amendment', 'approved', 'approved'),
        ('approve-amendment', 'approved', 'approved'),
        ('submit-exemption', 'open', 'open'), ('submit-exemption', 'approved', 'approved'),
        ('withdraw-exemption', 'open', 'open'), ('withdraw-exemption', 'approved', 'approved'),
        ('return-exemption', 'open', 'open'), ('return-exemption', 'approved', 'approved'),
        ('reject-exemption', 'open', 'open'), ('reject-exemption', 'approved', 'approved'),
        ('approve-exemption', 'open', 'exempt'), ('approve-exemption', 'approved', 'exempt'),
        ('revoke', 'implemented', 'approved'),
        ('reinstate', 'exempt', 'open')
    `);
    await runner.query(`
      create table work_item (
        id uuid primary key default uuidv7(),
        programme text not null,
        measure integer not null,
        region text not null,
        task integer not null,
        lead_department text not null references department (code),
        status text not null check (status in ('open', 'proposed', 'approved', 'implemented', 'exempt')),
        version integer not null check (version >= 1),
        target_date date not null,
        plan jsonb,
        implemented_on date,
        changed_at timestamptz not null,
        constraint work_item_once unique (programme, measure, region),
        constraint work_item_region unique (id, region),
        constraint work_item_implemented_on check ((status = 'implemented') = (implemented_on is not null)),
        foreign key (programme, measure) references measure (programme, no),
        foreign key (programme, task) references task (programme, no),
        foreign key (programme, region) references programme_region (programme, region),
        constraint work_item_head foreign key (id, version, status)
          references event (work_item_id, item_version, to_status) deferrable
      )
    `);
    await runner.query('create index work_item_by_region on work_item (programme, region, status, measure)');
    await runner.query(
      'create index work_item_by_department on work_item (programme, lead_department, status, measure, region)',
    );
    await runner.query('create index work_item_by_status on work_item (programme, status, measure, region)');
    await runner.query('create index work_item_by_task on work_item (programme, task, measure, region)');
    await runner.query(`
      alter table event
        add constraint event_of_item foreign key (work_item_id) references work_item (id),
        add constraint event_legal_move foreign key (move, from_status, to_status) references work_item_move,
        add constraint event_opens check (item_version <> 1 or (move = 'open-item' and to_status = 'open'))
    `);
    await this.createSubmissions(runner);
    await this.createWriters(runner);
  }

  private async createSubmissions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table submission (
        id uuid primary key,
        work_item_id uuid not null,
        region text not null,
        kind text not null check (kind in ('proposal', 'implementation-report', 'amendment', 'exemption')),
        status text not null check (status in ('draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn')),
        round integer not null check (round >= 0),
        content jsonb not null,
        created_by uuid not null references person (id),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        submitted_at timestamptz,
        decided_at timestamptz,
        foreign key (work_item_id, region) references work_item (id, region)
      )
    `);
    await runner.query(`
      create unique index submission_one_undecided on submission (work_item_id)
        where status in ('draft', 'submitted', 'returned')
    `);
    await runner.query('create index submission_of_item on submission (work_item_id, created_at)');
    await runner.query('create index submission_queue on submission (status, submitted_at, id)');
    // The two keys make four eyes a matter of uniqueness: one person stands on one side of a submission only.
    await runner.query(`
      create table submission_party (
        submission_id uuid not null references submission (id) deferrable initially deferred,
        person_id uuid not null references person (id),
        side text not null check (side in ('region', 'ministry')),
        constraint submission_party_one_side primary key (submission_id, person_id),
        constraint submission_party_side unique (submission_id, person_id, side)
      )
    `);
    await runner.query(`
      create table submission_round (
        submission_id uuid not null references submission (id),
        round integer not null check (round >= 1),
        content jsonb not null,
        submitted_by uuid not null,
        submitted_side text not null generated always as ('region') stored,
        submitted_at timestamptz not null,
        primary key (submission_id, round),
        foreign key (submission_id, submitted_by, submitted_side)
          references submission_party (submission_id, person_id, side)
      )
    `);
    await runner.query(`
      create table decision (
        submission_id uuid not null,
        round integer not null,
        outcome text not null check (outcome in ('approve', 'return', 'reject')),
        reason text,
        failed_points integer[] not null default '{}',
        decided_by uuid not null,
        decided_side text not null generated always as ('ministry') stored,
        decided_at timestamptz not null,
        constraint decision_once_a_round primary key (submission_id, round),
        constraint decision_has_reason check (outcome = 'approve' or length(trim(reason)) > 0),
        foreign key (submission_id, round) references submission_round (submission_id, round),
        foreign key (submission_id, decided_by, decided_side)
          references submission_party (submission_id, person_id, side)
      )
    `);
    for (const table of ['submission_party', 'submission_round', 'decision']) {
      await runner.query(`
        create trigger ${table}_append_only before update or delete on ${table}
          for each row execute function refuse_change()
      `);
      await runner.query(`
        create trigger ${table}_never_emptied before truncate on ${table}
          for each statement execute function refuse_change()
      `);
    }
    await runner.query(`
      create function check_submission_change() returns trigger language plpgsql as $$
      begin
        if (old.status, new.status) not in (('draft', 'draft'), ('draft', 'submitted'), ('draft', 'withdrawn'),
            ('submitted', 'returned'), ('submitted', 'approved'), ('submitted', 'rejected'), ('submitted', 'withdrawn'),
            ('returned', 'returned'), ('returned', 'submitted'), ('returned', 'withdrawn')) then
          raise exception 'submission % cannot go from % to %', old.id, old.status, new.status using errcode = 'MT002';
        end if;
        if old.status = 'submitted' and new.content is distinct from old.content then
          raise exception 'submission % is frozen', old.id using errcode = 'MT003';
        end if;
        return new;
      end $$
    `);
    await runner.query(`
      create trigger submission_legal_change before update on submission
        for each row execute function check_submission_change()
    `);
  }

  /**
   * One call writes whatever a set of acts changes; every statement is over the whole set. The planner takes a set of
   * unknown size for a hundred rows and would read whole tables for one: its settings keep it to the indexes.
   */
  private async createWriters(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function open_work_items(of_programme text, at timestamptz) returns integer language plpgsql as $$
      declare opened integer;
      begin
        set constraints work_item_head deferred;
        insert into work_item (programme, measure, region, task, lead_department, status, version, target_date, changed_at)
        select m.programme, m.no, a.region, m.task, m.lead_department, 'open', 1, m.target_date, at
        from measure m join measure_region a on a.programme = m.programme and a.measure = m.no
        where m.programme = of_programme
        order by a.region, m.no
        on conflict on constraint work_item_once do nothing;
        get diagnostics opened = row_count;
        insert into event (kind, programme, region, department, work_item_id, item_version, move, to_status, effective_on, recorded_at)
        select 'open-item', w.programme, w.region, w.lead_department, w.id, 1, 'open-item', 'open',
          (at at time zone p.time_zone)::date, at
        from work_item w join programme p on p.code = w.programme
        where w.programme = of_programme and not exists (select from event e where e.work_item_id = w.id and e.item_version = 1)
        order by w.region, w.measure;
        return opened;
      end $$
    `);
    await runner.query(`
      create function record_moves(items jsonb, submissions jsonb, rounds jsonb, decisions jsonb, parties jsonb, events jsonb)
      returns void language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
      declare moved integer;
      begin
        if jsonb_array_length(parties) > 0 then
          insert into submission_party (submission_id, person_id, side)
          select distinct p."submissionId", p."personId", p.side
          from jsonb_to_recordset(parties) as p ("submissionId" uuid, "personId" uuid, side text)
          on conflict (submission_id, person_id, side) do nothing;
        end if;
        if jsonb_array_length(submissions) > 0 then
          insert into submission as s (id, work_item_id, region, kind, status, round, content, created_by,
            created_at, updated_at, submitted_at, decided_at)
          select n.id, n."workItemId", n.region, n.kind, n.status, n.round, n.content, n."createdBy",
            n."createdAt", n."updatedAt", n."submittedAt", n."decidedAt"
          from jsonb_to_recordset(submissions) as n (id uuid, "workItemId" uuid, region text, kind text, status text,
            round integer, content jsonb, "createdBy" uuid, "createdAt" timestamptz, "updatedAt" timestamptz,
            "submittedAt" timestamptz, "decidedAt" timestamptz)
          on conflict (id) do update set status = excluded.status, round = excluded.round, content = excluded.content,
            updated_at = excluded.updated_at, submitted_at = excluded.submitted_at, decided_at = excluded.decided_at;
        end if;
        if jsonb_array_length(rounds) > 0 then
          insert into submission_round (submission_id, round, content, submitted_by, submitted_at)
          select r."submissionId", r.round, r.content, r."submittedBy", r."submittedAt"
          from jsonb_to_recordset(rounds) as r ("submissionId" uuid, round integer, content jsonb, "submittedBy" uuid,
            "submittedAt" timestamptz);
        end if;
        if jsonb_array_length(decisions) > 0 then
          insert into decision (submission_id, round, outcome, reason, failed_points, decided_by, decided_at)
          select d."submissionId", d.round, d.outcome, d.reason, coalesce(d."failedPoints", '{}'), d."decidedBy", d."decidedAt"
          from jsonb_to_recordset(decisions) as d ("submissionId" uuid, round integer, outcome text, reason text,
            "failedPoints" integer[], "decidedBy" uuid, "decidedAt" timestamptz);
        end if;
        perform append_events(events);
        update work_item w set status = i."toStatus", version = w.version + 1,
          target_date = coalesce(i."targetDate", w.target_date), plan = coalesce(i.plan, w.plan),
          implemented_on = case when i."toStatus" = 'implemented' then i."implementedOn" end, changed_at = i.at
        from jsonb_to_recordset(items) as i (id uuid, version integer, "fromStatus" text, "toStatus" text,
          "targetDate" date, plan jsonb, "implementedOn" date, at timestamptz)
        where w.id = i.id and w.version = i.version and w.status = i."fromStatus";
        get diagnostics moved = row_count;
        if moved <> jsonb_array_length(items) then
          raise exception 'a work item was changed by somebody else' using errcode = 'MT412';
        end if;
      end $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function record_moves(jsonb, jsonb, jsonb, jsonb, jsonb, jsonb)');
    await runner.query('drop function open_work_items(text, timestamptz)');
    await runner.query('drop table decision, submission_round, submission_party, submission');
    await runner.query('drop function check_submission_change()');
    await runner.query(
      'alter table event drop constraint event_of_item, drop constraint event_legal_move, drop constraint event_opens',
    );
    await runner.query('drop table work_item, work_item_move');
  }
}
