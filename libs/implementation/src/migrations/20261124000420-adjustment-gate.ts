import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The gate of the law as a wall: no item becomes implemented in a region where an adjustment that its measure needs is
 * not in force on the day of the decision, or was not yet on the effective date. The rows it looks at stay as they are
 * until the transaction ends. Measures without adjustments cost one look into an index.
 */
export class AdjustmentGate20261124000420 implements MigrationInterface {
  name = 'AdjustmentGate20261124000420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_adjustments_in_force() returns trigger language plpgsql as $$
      begin
        perform from measure_legal_adjustment m
          join legal_adjustment l on l.programme = m.programme and l.code = m.legal_adjustment
          where m.programme = new.programme and m.measure = new.measure for share of l;
        if found and exists (
          select from measure_legal_adjustment m
            join legal_adjustment l on l.programme = m.programme and l.code = m.legal_adjustment
            join programme p on p.code = m.programme
            left join legal_adjustment_region r
              on r.programme = l.programme and r.legal_adjustment = l.code and r.region = new.region
          where m.programme = new.programme and m.measure = new.measure and not coalesce(
            l.status = 'in-force' and r.region is not null
            and coalesce(r.in_force_from, l.in_force_from) <= new.implemented_on
            and (new.changed_at at time zone p.time_zone)::date between coalesce(r.in_force_from, l.in_force_from)
              and coalesce(r.in_force_to, l.in_force_to, 'infinity'), false)
        ) then
          raise exception 'a legal adjustment that the measure needs is not in force' using errcode = 'MT025';
        end if;
        return null;
      end $$
    `);
    await runner.query(`
      create trigger work_item_adjustments_in_force after update on work_item for each row
        when (new.status = 'implemented' and old.status <> 'implemented') execute function check_adjustments_in_force()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger work_item_adjustments_in_force on work_item');
    await runner.query('drop function check_adjustments_in_force()');
  }
}
