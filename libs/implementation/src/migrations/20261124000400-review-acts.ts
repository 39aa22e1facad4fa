import type { MigrationInterface, QueryRunner } from 'typeorm';
import { WorkItem20261123000600 } from './20261123000600-work-item.js';

/**
 * Regional sign-off, the ministry's work between submission and decision, and what a decision and a round keep besides.
 * A decision's event now refers to its decision.
 */
export class ReviewActs20261124000400 implements MigrationInterface {
  name = 'ReviewActs20261124000400';

  async up(runner: QueryRunner): Promise<void> {
    await this.addMoves(runner);
    await this.addColumns(runner);
    await this.allowHandling(runner, true);
    await this.guardSignOff(runner);
    await this.bindDecisions(runner);
    await this.replaceWriter(runner);
  }

  private async addMoves(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into work_item_move (move, from_status, to_status)
      select move, status, status
      from unnest(array['request-sign-off', 'sign-off', 'decline-sign-off']) as move, unnest(array['open', 'approved']) as status
      union all
      select move, status, status
      from unnest(array['acknowledge', 'hand-over', 'ask-opinions', 'give-opinion']) as move,
        unnest(array['open', 'proposed', 'approved']) as status
    `);
  }

  /** Who signs off stands on the region's side, who holds a submission on the ministry's. */
  private async addColumns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table submission
        add sign_off_requested_by uuid,
        add sign_off_requested_at timestamptz,
        add signed_off_by uuid,
        add signed_off_at timestamptz,
        add acknowledged_by uuid,
        add acknowledged_at timestamptz,
        add holder uuid,
        add region_side text not null generated always as ('region') stored,
        add ministry_side text not null generated always as ('ministry') stored,
        add constraint submission_sign_off_requested
          check ((sign_off_requested_by is null) = (sign_off_requested_at is null)),
        add constraint submission_signed_off check ((signed_off_by is null) = (signed_off_at is null)),
        add constraint submission_sign_off_follows check (signed_off_by is null or sign_off_requested_by is not null),
        add constraint submission_sign_off_by_another check (signed_off_by <> sign_off_requested_by),
        add constraint submission_acknowledged check ((acknowledged_by is null) = (acknowledged_at is null)),
        add constraint submission_held check (acknowledged_by is null or holder is not null),
        add foreign key (id, sign_off_requested_by, region_side) references submission_party (submission_id, person_id, side),
        add foreign key (id, signed_off_by, region_side) references submission_party (submission_id, person_id, side),
        add foreign key (id, acknowledged_by, ministry_side) references submission_party (submission_id, person_id, side),
        add foreign key (id, holder, ministry_side) references submission_party (submission_id, person_id, side)
    `);
    await runner.query(`
      alter table submission_round
        add on_behalf_of uuid references person (id),
        add signed_off_by uuid references person (id),
        add signed_off_at timestamptz,
        add allowed_days integer check (allowed_days >= 0),
        add due_on date,
        add calendar_missing integer[] not null default '{}'
    `);
    await runner.query(`
      alter table decision
        add on_behalf_of uuid references person (id),
        add passed_points integer[] not null default '{}',
        add answers jsonb not null default '[]',
        add constraint decision_point_once check (not passed_points && failed_points),
        add constraint decision_outcome unique (submission_id, round, outcome)
    `);
  }

  /** The ministry takes a submission up, hands it over and asks about it while it stays as it was sent. */
  private async allowHandling(runner: QueryRunner, allowed: boolean): Promise<void> {
    await runner.query(`
      create or replace function check_submission_change() returns trigger language plpgsql as $$
      begin
        if (old.status, new.status) not in (('draft', 'draft'), ('draft', 'submitted'), ('draft', 'withdrawn'),
            ${allowed ? `('submitted', 'submitted'), ` : ''}('submitted', 'returned'), ('submitted', 'approved'),
            ('submitted', 'rejected'), ('submitted', 'withdrawn'),
            ('returned', 'returned'), ('returned', 'submitted'), ('returned', 'withdrawn')) then
          raise exception 'submission % cannot go from % to %', old.id, old.status, new.status using errcode = 'MT002';
        end if;
        if old.status = 'submitted' and (new.content is distinct from old.content
            or (new.status = 'submitted' and new.round <> old.round)) then
          raise exception 'submission % is frozen', old.id using errcode = 'MT003';
        end if;
        return new;
      end $$
    `);
  }

  /** What was signed off is what goes out: changing it, or having it returned, undoes the sign-off. */
  private async guardSignOff(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_sign_off() returns trigger language plpgsql as $$
      begin
        if new.status = 'submitted' and old.status <> 'submitted' and new.signed_off_by is null
          and (select p.regional_sign_off from work_item w join programme p on p.code = w.programme where w.id = new.work_item_id)
        then
          raise exception 'submission % was not signed off', new.id using errcode = 'MT004';
        end if;
        if new.sign_off_requested_by is not null and (new.content is distinct from old.content
          or (old.status = 'submitted' and new.status = 'returned'))
        then
          raise exception 'submission % keeps a sign-off of something else', new.id using errcode = 'MT005';
        end if;
        return new;
      end $$
    `);
    await runner.query(`
      create trigger submission_sign_off before update on submission
        for each row when (new.status is distinct from old.status or new.content is distinct from old.content)
        execute function check_sign_off()
    `);
    await runner.query(`
      create function refuse_beginning() returns trigger language plpgsql as $$
      begin
        raise exception 'submission % does not begin as a draft', new.id using errcode = 'MT002';
      end $$
    `);
    // After, not before: the one writer's insert becomes an update where the submission is there already.
    await runner.query(`
      create trigger submission_begins after insert on submission
        for each row when (new.status <> 'draft' or new.round <> 0) execute function refuse_beginning()
    `);
  }

  /** No item moves by a decision that was not made, nor twice by the same. */
  private async bindDecisions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table event
        add decided text generated always as (
          case when split_part(move, '-', 1) in ('approve', 'return', 'reject') then split_part(move, '-', 1) end
        ) stored,
        add decided_round integer generated always as (
          case when split_part(move, '-', 1) in ('approve', 'return', 'reject') then (data ->> 'round')::integer end
        ) stored,
        add constraint event_decision_named
          check (decided is null or (submission_id is not null and decided_round is not null)),
        add constraint event_has_decision foreign key (submission_id, decided_round, decided)
          references decision (submission_id, round, outcome)
    `);
    await runner.query(`
      create unique index event_decides_once on event (submission_id, decided_round) where decided is not null
    `);
  }

  private async replaceWriter(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function record_moves(items jsonb, submissions jsonb, rounds jsonb, decisions jsonb, parties jsonb, events jsonb)
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
            created_at, updated_at, submitted_at, decided_at, sign_off_requested_by, sign_off_requested_at,
            signed_off_by, signed_off_at, acknowledged_by, acknowledged_at, holder)
          select n.id, n."workItemId", n.region, n.kind, n.status, n.round, n.content, n."createdBy",
            n."createdAt", n."updatedAt", n."submittedAt", n."decidedAt", n."signOffRequestedBy", n."signOffRequestedAt",
            n."signedOffBy", n."signedOffAt", n."acknowledgedBy", n."acknowledgedAt", n.holder
          from jsonb_to_recordset(submissions) as n (id uuid, "workItemId" uuid, region text, kind text, status text,
            round integer, content jsonb, "createdBy" uuid, "createdAt" timestamptz, "updatedAt" timestamptz,
            "submittedAt" timestamptz, "decidedAt" timestamptz, "signOffRequestedBy" uuid, "signOffRequestedAt" timestamptz,
            "signedOffBy" uuid, "signedOffAt" timestamptz, "acknowledgedBy" uuid, "acknowledgedAt" timestamptz, holder uuid)
          on conflict (id) do update set status = excluded.status, round = excluded.round, content = excluded.content,
            updated_at = excluded.updated_at, submitted_at = excluded.submitted_at, decided_at = excluded.decided_at,
            sign_off_requested_by = excluded.sign_off_requested_by, sign_off_requested_at = excluded.sign_off_requested_at,
            signed_off_by = excluded.signed_off_by, signed_off_at = excluded.signed_off_at,
            acknowledged_by = excluded.acknowledged_by, acknowledged_at = excluded.acknowledged_at,
            holder = excluded.holder;
        end if;
        if jsonb_array_length(rounds) > 0 then
          insert into submission_round (submission_id, round, content, submitted_by, submitted_at, on_behalf_of,
            signed_off_by, signed_off_at, allowed_days, due_on, calendar_missing)
          select r."submissionId", r.round, r.content, r."submittedBy", r."submittedAt", r."onBehalfOf",
            r."signedOffBy", r."signedOffAt", r."allowedDays", r."dueOn", coalesce(r."calendarMissing", '{}')
          from jsonb_to_recordset(rounds) as r ("submissionId" uuid, round integer, content jsonb, "submittedBy" uuid,
            "submittedAt" timestamptz, "onBehalfOf" uuid, "signedOffBy" uuid, "signedOffAt" timestamptz,
            "allowedDays" integer, "dueOn" date, "calendarMissing" integer[]);
        end if;
        if jsonb_array_length(decisions) > 0 then
          insert into decision (submission_id, round, outcome, reason, failed_points, decided_by, decided_at,
            on_behalf_of, passed_points, answers)
          select d."submissionId", d.round, d.outcome, d.reason, coalesce(d."failedPoints", '{}'), d."decidedBy", d."decidedAt",
            d."onBehalfOf", coalesce(d."passedPoints", '{}'), coalesce(d.answers, '[]')
          from jsonb_to_recordset(decisions) as d ("submissionId" uuid, round integer, outcome text, reason text,
            "failedPoints" integer[], "decidedBy" uuid, "decidedAt" timestamptz, "onBehalfOf" uuid,
            "passedPoints" integer[], answers jsonb);
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

  /** Fails where one of the new moves has been made: a history is never cut off. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function record_moves(jsonb, jsonb, jsonb, jsonb, jsonb, jsonb)');
    await runner.query('drop function open_work_items(text, timestamptz)');
    await new WorkItem20261123000600()['createWriters'](runner);
    await runner.query('alter table event drop column decided, drop column decided_round');
    await runner.query('drop trigger submission_begins on submission');
    await runner.query('drop trigger submission_sign_off on submission');
    await runner.query('drop function refuse_beginning()');
    await runner.query('drop function check_sign_off()');
    await this.allowHandling(runner, false);
    await runner.query(`
      alter table decision drop constraint decision_outcome, drop column on_behalf_of, drop column passed_points,
        drop column answers
    `);
    await runner.query(`
      alter table submission_round drop column on_behalf_of, drop column signed_off_by, drop column signed_off_at,
        drop column allowed_days, drop column due_on, drop column calendar_missing
    `);
    await runner.query(`
      alter table submission drop column sign_off_requested_by, drop column sign_off_requested_at,
        drop column signed_off_by, drop column signed_off_at, drop column acknowledged_by, drop column acknowledged_at,
        drop column holder, drop column region_side, drop column ministry_side
    `);
    await runner.query(`
      delete from work_item_move where move in ('request-sign-off', 'sign-off', 'decline-sign-off', 'acknowledge',
        'hand-over', 'ask-opinions', 'give-opinion')
    `);
  }
}
