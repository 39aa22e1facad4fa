import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The life of legal adjustments with its walls; the moves repeat `legalAdjustmentLifecycle`, and a test compares. */
export class LegalAdjustmentLife20261124000200 implements MigrationInterface {
  name = 'LegalAdjustmentLife20261124000200';

  async up(runner: QueryRunner): Promise<void> {
    await this.addColumns(runner);
    await this.createMoves(runner);
    await this.guardChanges(runner);
    await this.guardScope(runner);
    await this.createWarnings(runner);
  }

  /** What the catalogue does not say stays null: a provision or document number is never invented. */
  private async addColumns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table legal_adjustment
        add provision_zh text check (btrim(provision_zh) <> ''),
        add provision_en text check (btrim(provision_en) <> ''),
        add document_number text check (btrim(document_number) <> ''),
        add lapsed_on date,
        add texts_recorded boolean not null default false,
        add dates_recorded boolean not null default false,
        add constraint legal_adjustment_provision check ((provision_zh is null) = (provision_en is null)),
        add constraint legal_adjustment_document check (document_number is null or approved_on is not null),
        add constraint legal_adjustment_lapsed_on check (lapsed_on is null or status = 'lapsed'),
        drop constraint legal_adjustment_lapsed,
        add constraint legal_adjustment_lapsed
          check (in_force_to is not null or lapsed_on is not null or status <> 'lapsed')
    `);
    // What the ministry's own people record is theirs: neither quoted from a source nor written for this product.
    await runner.query(`
      alter table legal_adjustment
        add constraint legal_adjustment_texts_recorded check (not texts_recorded or source is null),
        add constraint legal_adjustment_dates_recorded check (not dates_recorded or dates_source is null),
        alter illustrative set expression as (source is null and not texts_recorded),
        alter dates_illustrative set expression as (dates_source is null and not dates_recorded)
    `);
    await runner.query(`
      alter table legal_adjustment_region
        add in_force_from date,
        add in_force_to date,
        add constraint legal_adjustment_region_order check (in_force_from <= in_force_to)
    `);
  }

  private async createMoves(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_adjustment_move (
        move text not null,
        from_status text not null,
        to_status text not null,
        primary key (move, from_status, to_status)
      )
    `);
    await runner.query(`
      insert into legal_adjustment_move (move, from_status, to_status) values
        ('edit-legal-adjustment', 'drafting', 'drafting'),
        ('submit-legal-adjustment', 'drafting', 'submitted'),
        ('return-legal-adjustment', 'submitted', 'drafting'),
        ('approve-legal-adjustment', 'submitted', 'approved'),
        ('bring-legal-adjustment-into-force', 'approved', 'in-force'),
        ('change-legal-adjustment', 'in-force', 'in-force'),
        ('lapse-legal-adjustment', 'in-force', 'lapsed')
    `);
    await runner.query(`
      create index event_of_legal_adjustment on event (programme, (data ->> 'adjustment'), seq)
        where kind like '%legal-adjustment%'
    `);
  }

  /** Every change is a legal move, raises the version by one, touches only what its state permits, and has its event. */
  private async guardChanges(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_legal_adjustment_change() returns trigger language plpgsql as $$
      begin
        if new.version <> old.version + 1 then
          raise exception 'legal adjustment % was changed by somebody else', old.code using errcode = 'MT412';
        end if;
        if not exists (select from legal_adjustment_move m where m.from_status = old.status and m.to_status = new.status) then
          raise exception 'legal adjustment % cannot go from % to %', old.code, old.status, new.status using errcode = 'MT021';
        end if;
        if (new.programme, new.code, new.position) is distinct from (old.programme, old.code, old.position)
          or (old.status <> 'drafting' and (new.name_zh, new.name_en, new.kind, new.instrument_zh, new.instrument_en,
              new.provision_zh, new.provision_en, new.approving_body_zh, new.approving_body_en, new.source, new.texts_recorded)
            is distinct from (old.name_zh, old.name_en, old.kind, old.instrument_zh, old.instrument_en,
              old.provision_zh, old.provision_en, old.approving_body_zh, old.approving_body_en, old.source, old.texts_recorded))
          or (old.status <> 'submitted' and (new.approved_on, new.document_number)
            is distinct from (old.approved_on, old.document_number))
          or (old.status not in ('approved', 'in-force') and (new.in_force_from, new.in_force_to)
            is distinct from (old.in_force_from, old.in_force_to)) then
          raise exception 'this part of legal adjustment % is settled', old.code using errcode = 'MT022';
        end if;
        if new.status = 'approved' and new.document_number is null then
          raise exception 'legal adjustment % is approved by no document', old.code using errcode = 'MT022';
        end if;
        return new;
      end $$
    `);
    await runner.query(`
      create trigger legal_adjustment_legal_change before update on legal_adjustment
        for each row execute function check_legal_adjustment_change()
    `);
    await runner.query(`
      create trigger legal_adjustment_never_deleted before delete on legal_adjustment
        for each row execute function refuse_change()
    `);
    await runner.query(`
      create function check_legal_adjustment_event() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from event e join legal_adjustment_move m on m.move = e.kind
          where e.kind like '%legal-adjustment%' and e.programme = new.programme and e.data ->> 'adjustment' = new.code
            and e.data ->> 'version' = new.version::text and m.from_status = old.status and m.to_status = new.status
        ) then
          raise exception 'legal adjustment % was changed without an event', new.code using errcode = 'MT023';
        end if;
        return null;
      end $$
    `);
    await runner.query(`
      create constraint trigger legal_adjustment_has_event after update on legal_adjustment
        deferrable initially deferred for each row execute function check_legal_adjustment_event()
    `);
  }

  /** Regions and measures are settled with the draft (a catalogue's rows come whole, as version 1); windows end after they begin. */
  private async guardScope(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_legal_adjustment_scope() returns trigger language plpgsql as $$
      declare
        touched record;
        present record;
      begin
        if tg_op = 'DELETE' then touched := old; else touched := new; end if;
        select l.status, l.version into present from legal_adjustment l
          where l.programme = touched.programme and l.code = touched.legal_adjustment;
        if tg_op = 'UPDATE' and tg_table_name = 'legal_adjustment_region' then
          if present.status not in ('approved', 'in-force')
            or (new.programme, new.legal_adjustment, new.region) is distinct from (old.programme, old.legal_adjustment, old.region) then
            raise exception 'the regions of % are settled', touched.legal_adjustment using errcode = 'MT022';
          end if;
        elsif present.status <> 'drafting' and not (tg_op = 'INSERT' and present.version = 1) then
          raise exception 'what % covers is settled', touched.legal_adjustment using errcode = 'MT022';
        end if;
        return touched;
      end $$
    `);
    for (const table of ['legal_adjustment_region', 'measure_legal_adjustment']) {
      await runner.query(`
        create trigger ${table}_settled before insert or update or delete on ${table}
          for each row execute function check_legal_adjustment_scope()
      `);
    }
    await runner.query(`
      create function check_legal_adjustment_windows() returns trigger language plpgsql as $$
      declare touched text := case tg_table_name when 'legal_adjustment' then to_jsonb(new) ->> 'code'
        else to_jsonb(new) ->> 'legal_adjustment' end;
      begin
        if exists (
          select from legal_adjustment l
            join legal_adjustment_region r on r.programme = l.programme and r.legal_adjustment = l.code
          where l.programme = new.programme and l.code = touched
            and (coalesce(r.in_force_from, l.in_force_from) > coalesce(r.in_force_to, l.in_force_to)
              or coalesce(r.in_force_from, l.in_force_from) < l.approved_on)
        ) then
          raise exception 'a window of legal adjustment % ends before it begins', touched
            using errcode = 'MT024', constraint = 'legal_adjustment_windows';
        end if;
        return null;
      end $$
    `);
    for (const table of ['legal_adjustment', 'legal_adjustment_region']) {
      await runner.query(`
        create constraint trigger ${table}_windows after insert or update on ${table}
          deferrable initially deferred for each row execute function check_legal_adjustment_windows()
      `);
    }
  }

  /** What has been warned of; a window that is moved forgets its warnings, so that they come again for its new end. */
  private async createWarnings(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_adjustment_warning (
        programme text not null,
        legal_adjustment text not null,
        region text not null,
        window_end date not null,
        stage text not null check (stage in ('90', '30', 'lapsed')),
        warned_at timestamptz not null,
        constraint legal_adjustment_warned_once primary key (programme, legal_adjustment, region, window_end, stage),
        foreign key (programme, legal_adjustment, region)
          references legal_adjustment_region (programme, legal_adjustment, region)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table legal_adjustment_warning');
    await runner.query('drop trigger legal_adjustment_windows on legal_adjustment');
    await runner.query('drop trigger legal_adjustment_region_windows on legal_adjustment_region');
    await runner.query('drop trigger legal_adjustment_region_settled on legal_adjustment_region');
    await runner.query('drop trigger measure_legal_adjustment_settled on measure_legal_adjustment');
    await runner.query('drop trigger legal_adjustment_has_event on legal_adjustment');
    await runner.query('drop trigger legal_adjustment_never_deleted on legal_adjustment');
    await runner.query('drop trigger legal_adjustment_legal_change on legal_adjustment');
    await runner.query('drop function check_legal_adjustment_windows()');
    await runner.query('drop function check_legal_adjustment_scope()');
    await runner.query('drop function check_legal_adjustment_event()');
    await runner.query('drop function check_legal_adjustment_change()');
    await runner.query('drop index event_of_legal_adjustment');
    await runner.query('drop table legal_adjustment_move');
    await runner.query('alter table legal_adjustment_region drop in_force_from, drop in_force_to');
    await runner.query(`
      alter table legal_adjustment
        alter illustrative set expression as (source is null),
        alter dates_illustrative set expression as (dates_source is null)
    `);
    await runner.query(`
      alter table legal_adjustment drop constraint legal_adjustment_lapsed, drop texts_recorded, drop dates_recorded,
        drop provision_zh, drop provision_en, drop document_number, drop lapsed_on
    `);
    await runner.query(`
      alter table legal_adjustment add constraint legal_adjustment_lapsed check (in_force_to is not null or status <> 'lapsed')
    `);
  }
}
