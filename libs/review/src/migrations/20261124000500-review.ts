import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ministry does between submission and decision: receipts, opinions, ticks. */
export class Review20261124000500 implements MigrationInterface {
  name = 'Review20261124000500';

  async up(runner: QueryRunner): Promise<void> {
    await this.createReceipts(runner);
    await this.createOpinions(runner);
    await this.createTicks(runner);
    await this.guardDecisions(runner);
  }

  /** Who took a round up, and to whom it went from hand to hand; whoever is named stands on the ministry's side. */
  private async createReceipts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table review_receipt (
        id bigint generated always as identity primary key,
        submission_id uuid not null,
        round integer not null,
        kind text not null check (kind in ('acknowledge', 'hand-over')),
        department text not null references department (code),
        given_by uuid not null,
        on_behalf_of uuid references person (id),
        holder uuid not null,
        side text not null generated always as ('ministry') stored,
        reason text,
        at timestamptz not null,
        constraint review_receipt_holder check ((kind = 'acknowledge') = (holder = given_by)),
        foreign key (submission_id, round) references submission_round (submission_id, round),
        foreign key (submission_id, given_by, side) references submission_party (submission_id, person_id, side),
        foreign key (submission_id, holder, side) references submission_party (submission_id, person_id, side)
      )
    `);
    await runner.query(`
      create unique index review_receipt_once on review_receipt (submission_id, round) where kind = 'acknowledge'
    `);
    await runner.query('create index review_receipt_of_round on review_receipt (submission_id, round, id)');
    await appendOnly(runner, 'review_receipt');
  }

  /** A department's latest opinion in a round stands; the former ones stay readable. */
  private async createOpinions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table opinion_request (
        submission_id uuid not null,
        round integer not null,
        department text not null references department (code),
        question text,
        asked_by uuid not null,
        on_behalf_of uuid references person (id),
        side text not null generated always as ('ministry') stored,
        asked_at timestamptz not null,
        allowed_days integer not null check (allowed_days >= 1),
        due_on date,
        calendar_missing integer[] not null default '{}',
        constraint opinion_request_once primary key (submission_id, round, department),
        foreign key (submission_id, round) references submission_round (submission_id, round),
        foreign key (submission_id, asked_by, side) references submission_party (submission_id, person_id, side)
      )
    `);
    await runner.query(`
      create table opinion (
        id bigint generated always as identity primary key,
        submission_id uuid not null,
        round integer not null,
        department text not null references department (code),
        position text not null check (position in ('no-objection', 'objection')),
        reason text,
        given_by uuid not null,
        on_behalf_of uuid references person (id),
        side text not null generated always as ('ministry') stored,
        given_at timestamptz not null,
        constraint opinion_has_reason check (position <> 'objection' or length(trim(reason)) > 0),
        foreign key (submission_id, round) references submission_round (submission_id, round),
        foreign key (submission_id, given_by, side) references submission_party (submission_id, person_id, side)
      )
    `);
    await runner.query('create index opinion_of_round on opinion (submission_id, round, department, id)');
    await appendOnly(runner, 'opinion_request');
    await appendOnly(runner, 'opinion');
  }

  /** Work in progress, so it may change; the decision keeps what came of it. */
  private async createTicks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table proof_tick (
        submission_id uuid not null,
        round integer not null,
        point integer not null check (point >= 1),
        ticked_by uuid not null,
        on_behalf_of uuid references person (id),
        side text not null generated always as ('ministry') stored,
        ticked_at timestamptz not null,
        primary key (submission_id, round, point),
        foreign key (submission_id, round) references submission_round (submission_id, round),
        foreign key (submission_id, ticked_by, side) references submission_party (submission_id, person_id, side)
      )
    `);
  }

  /** Walls around a decision: no standing objection without an answer, no recognition with a required point unproved. */
  private async guardDecisions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_decision() returns trigger language plpgsql as $$
      declare left_open text;
      begin
        select string_agg(standing.department, ', ') into left_open
        from (
          select distinct on (o.department) o.department, o.position from opinion o
          where o.submission_id = new.submission_id and o.round = new.round
          order by o.department, o.id desc
        ) as standing
        where standing.position = 'objection' and not new.answers @> jsonb_build_array(jsonb_build_object('department', standing.department));
        if left_open is not null then
          raise exception 'objections of % are not answered', left_open using errcode = 'MT006';
        end if;
        if new.outcome = 'approve' and exists (
          select from submission s
          join work_item w on w.id = s.work_item_id
          join proof_point p on p.programme = w.programme and p.measure = w.measure
          where s.id = new.submission_id and s.kind = 'implementation-report' and p.required and p.no <> all (new.passed_points)
        ) then
          raise exception 'a required point of submission % did not pass', new.submission_id using errcode = 'MT007';
        end if;
        return new;
      end $$
    `);
    // Decisions of before this migration were made without ticks and stay as they are.
    await runner.query(`
      create trigger decision_complete before insert on decision for each row execute function check_decision()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger decision_complete on decision');
    await runner.query('drop function check_decision()');
    await runner.query('drop table proof_tick, opinion, opinion_request, review_receipt');
  }
}

async function appendOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function refuse_change()
  `);
  await runner.query(`
    create trigger ${table}_never_emptied before truncate on ${table}
      for each statement execute function refuse_change()
  `);
}
