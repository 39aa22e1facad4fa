import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evidence, its files, what keeps their bytes in the store, and dossiers. */
export class Evidence20261124000300 implements MigrationInterface {
  name = 'Evidence20261124000300';

  async up(runner: QueryRunner): Promise<void> {
    await this.createStore(runner);
    await this.createEvidence(runner);
    await this.createDossiers(runner);
    await this.createWalls(runner);
  }

  /** Every content in the store has its row; no row can go while something refers to it. */
  private async createStore(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stored_blob (
        sha256 text primary key,
        constraint stored_blob_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
      )
    `);
    // Somebody is about to record the content; what a dead process claimed is forgotten after a day.
    await runner.query(`
      create table blob_claim (
        id uuid primary key,
        sha256 text not null references stored_blob (sha256),
        claimed_at timestamptz not null default clock_timestamp()
      )
    `);
    await runner.query('create index blob_claim_of_blob on blob_claim (sha256)');
    await runner.query(`
      create table evidence_file (
        sha256 text primary key references stored_blob (sha256),
        size bigint not null,
        media_type text not null,
        first_stored_at timestamptz not null default clock_timestamp(),
        constraint evidence_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
        constraint evidence_file_size check (size > 0)
      )
    `);
    await appendOnly(runner, 'evidence_file');
  }

  private async createEvidence(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence (
        id uuid primary key default uuidv7(),
        work_item_id uuid not null,
        region text not null,
        programme text not null,
        measure integer not null,
        kind text not null check (kind in ('file', 'link')),
        title text not null,
        sha256 text references evidence_file (sha256),
        file_name text,
        url text,
        confidential boolean not null default false,
        version integer not null default 1 check (version >= 1),
        uploaded_by uuid not null references person (id),
        uploaded_at timestamptz not null,
        removed_by uuid references person (id),
        removed_at timestamptz,
        constraint evidence_in_region foreign key (work_item_id, region) references work_item (id, region),
        constraint evidence_of_item foreign key (programme, measure, region)
          references work_item (programme, measure, region),
        constraint evidence_of_work_item unique (id, work_item_id),
        constraint evidence_whole check (
          (kind = 'file' and sha256 is not null and file_name is not null and url is null)
          or (kind = 'link' and sha256 is null and file_name is null and url is not null)
        ),
        constraint evidence_title check (length(trim(title)) between 1 and 200),
        constraint evidence_file_name check (octet_length(file_name) between 1 and 255 and file_name !~ '[/\\\\[:cntrl:]]'),
        constraint evidence_removed_by check ((removed_at is null) = (removed_by is null))
      )
    `);
    await runner.query(`
      create unique index evidence_file_once on evidence (work_item_id, sha256)
        where removed_at is null and kind = 'file'
    `);
    await runner.query(`
      create unique index evidence_link_once on evidence (work_item_id, md5(url))
        where removed_at is null and kind = 'link'
    `);
    await runner.query('create index evidence_of_item_in_order on evidence (work_item_id, id)');
    await runner.query('create index evidence_same_file on evidence (sha256) where sha256 is not null');
    await runner.query('create index evidence_of_region on evidence (region, programme, measure)');
    await runner.query('create index evidence_of_measure on evidence (programme, measure)');
  }

  private async createDossiers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dossier (
        id uuid primary key default uuidv7(),
        requested_by uuid not null references person (id),
        requested_at timestamptz not null,
        scope jsonb not null,
        status text not null default 'queued'
          check (status in ('queued', 'running', 'ready', 'failed', 'refused', 'expired')),
        files_done integer not null default 0 check (files_done >= 0),
        files_total integer check (files_total >= files_done),
        sha256 text references stored_blob (sha256),
        size bigint check (size > 0),
        contents uuid[] not null default '{}',
        ended_at timestamptz,
        expires_at timestamptz,
        problem text,
        constraint dossier_whole check ((status = 'ready') = (sha256 is not null)),
        constraint dossier_expires check (status <> 'ready' or (size is not null and expires_at is not null))
      )
    `);
    await runner.query('create index dossier_of_blob on dossier (sha256) where sha256 is not null');
    await runner.query('create index dossier_of_person on dossier (requested_by, id)');
  }

  /** What a row of evidence says of its origin never changes, and what a sent round rests on is never removed. */
  private async createWalls(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_evidence_change() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'UPDATE' or old.removed_at is not null
            or (new.id, new.work_item_id, new.region, new.programme, new.measure, new.kind, new.uploaded_by, new.uploaded_at)
              is distinct from (old.id, old.work_item_id, old.region, old.programme, old.measure, old.kind, old.uploaded_by, old.uploaded_at)
            or (new.sha256, new.file_name, new.url) is distinct from (old.sha256, old.file_name, old.url)
            or new.version <> old.version + 1 then
          raise exception 'evidence % is kept as it came', old.id using errcode = 'MT001';
        end if;
        if new.removed_at is not null and exists (
            select from submission_round r join submission s on s.id = r.submission_id
            where s.work_item_id = new.work_item_id
              and r.content -> 'evidence' @> jsonb_build_array(jsonb_build_object('evidenceId', new.id))) then
          raise exception 'evidence % is pinned by a round', old.id using errcode = 'MT301';
        end if;
        return new;
      end $$
    `);
    await runner.query(`
      create trigger evidence_legal_change before update or delete on evidence
        for each row execute function check_evidence_change()
    `);
    await runner.query(`
      create trigger evidence_never_emptied before truncate on evidence
        for each statement execute function refuse_change()
    `);
    await runner.query(`
      create function check_round_pins() returns trigger language plpgsql as $$
      begin
        if exists (
            select from jsonb_array_elements(case when jsonb_typeof(new.content -> 'evidence') = 'array'
                then new.content -> 'evidence' else '[]' end) as pin
            where pin ? 'evidenceId' and not exists (
              select from evidence e join submission s on s.work_item_id = e.work_item_id
              where s.id = new.submission_id and e.id::text = pin ->> 'evidenceId' and e.removed_at is null)) then
          raise exception 'round % pins what is not there', new.submission_id using errcode = 'MT302';
        end if;
        return new;
      end $$
    `);
    await runner.query(`
      create trigger submission_round_pins before insert on submission_round
        for each row when (new.content ? 'evidence') execute function check_round_pins()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger submission_round_pins on submission_round');
    await runner.query('drop function check_round_pins()');
    await runner.query('drop table dossier, evidence, evidence_file, blob_claim, stored_blob');
    await runner.query('drop function check_evidence_change()');
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
