import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Calendar, conflict, notFound } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { adjustmentColumns } from './adjustment.sql.js';

const wait = `select clock_timestamp() as "dbNow" from legal_adjustment where programme = $1 and code = $2 for no key update`;
const read = `select ${adjustmentColumns} from legal_adjustment x where x.programme = $1 and x.code = $2`;

/** The parts of a row that `rowOf` writes; every value is given, so that a row is always written whole. */
const record = `name_zh text, name_en text, kind text, instrument_zh text, instrument_en text, provision_zh text, provision_en text,
  approving_body_zh text, approving_body_en text, status text, document_number text, approved_on date, in_force_from date,
  in_force_to date, lapsed_on date, source text, dates_source text, texts_recorded boolean, dates_recorded boolean`;

const insert = `
  insert into legal_adjustment (programme, code, position, name_zh, name_en, kind, instrument_zh, instrument_en, provision_zh,
    provision_en, approving_body_zh, approving_body_en, status, texts_recorded)
  select $1, $2, (select coalesce(max(l.position), 0) + 1 from legal_adjustment l where l.programme = $1), n.name_zh, n.name_en,
    n.kind, n.instrument_zh, n.instrument_en, n.provision_zh, n.provision_en, n.approving_body_zh, n.approving_body_en, n.status, n.texts_recorded
  from jsonb_to_record($3::jsonb) as n (${record})
  on conflict (programme, code) do nothing`;

const update = `
  update legal_adjustment l set version = l.version + 1, name_zh = n.name_zh, name_en = n.name_en, kind = n.kind,
    instrument_zh = n.instrument_zh, instrument_en = n.instrument_en, provision_zh = n.provision_zh,
    provision_en = n.provision_en, approving_body_zh = n.approving_body_zh, approving_body_en = n.approving_body_en,
    status = n.status, document_number = n.document_number, approved_on = n.approved_on, in_force_from = n.in_force_from,
    in_force_to = n.in_force_to, lapsed_on = n.lapsed_on, source = n.source, dates_source = n.dates_source,
    texts_recorded = n.texts_recorded, dates_recorded = n.dates_recorded
  from jsonb_to_record($3::jsonb) as n (${record})
  where l.programme = $1 and l.code = $2`;

const dropRegions = `delete from legal_adjustment_region where programme = $1 and legal_adjustment = $2 and region <> all($3::text[])`;
const addRegions = `
  insert into legal_adjustment_region (programme, legal_adjustment, region)
  select $1, $2, r from unnest($3::text[]) as r on conflict do nothing`;
const moveWindows = `
  update legal_adjustment_region a set in_force_from = w."inForceFrom", in_force_to = w."inForceTo"
  from jsonb_to_recordset($3::jsonb) as w (region text, "inForceFrom" date, "inForceTo" date)
  where a.programme = $1 and a.legal_adjustment = $2 and a.region = w.region
    and (a.in_force_from, a.in_force_to) is distinct from (w."inForceFrom", w."inForceTo")`;
const dropMeasures = `delete from measure_legal_adjustment where programme = $1 and legal_adjustment = $2 and measure <> all($3::integer[])`;
const addMeasures = `
  insert into measure_legal_adjustment (programme, measure, legal_adjustment)
  select $1, m, $2 from unnest($3::integer[]) as m on conflict do nothing`;
const forgetWarnings = `
  delete from legal_adjustment_warning where programme = $1 and legal_adjustment = $2 and region = any($3::text[])`;

/** An adjustment under its row lock, with the business time at which it was locked. */
export interface LockedAdjustment {
  adjustment: LegalAdjustment;
  now: Date;
}

/** Locks adjustments and writes them; the only place that touches their tables for writing, beside the catalogue's loader. */
@Injectable()
export class AdjustmentStore {
  constructor(private readonly calendar: Calendar) {}

  /** Throws 404 when there is none. */
  async lock(tx: Tx, programme: string, code: string): Promise<LockedAdjustment> {
    // Two statements: the second sees what others committed while the first waited for the lock.
    const [locked, adjustment] = await Promise.all([
      tx.row<{ dbNow: Date }>(wait, [programme, code]),
      tx.row<LegalAdjustment>(read, [programme, code]),
    ]);
    if (!locked || !adjustment) throw noAdjustment();
    return { adjustment, now: this.calendar.at(locked.dbNow) };
  }

  /** A new draft as version 1. Throws 409 when the code is taken. */
  async add(tx: Tx, programme: string, adjustment: LegalAdjustment): Promise<void> {
    const { code, regions, measures } = adjustment;
    const added = await tx.change(insert, [programme, code, JSON.stringify(rowOf(adjustment))]);
    if (added === 0) throw codeTaken(code);
    await tx.change(addRegions, [programme, code, regions]);
    await tx.change(addMeasures, [programme, code, measures]);
  }

  /** Writes an adjustment as it is after an act, with the next version. */
  async write(tx: Tx, programme: string, before: LegalAdjustment, after: LegalAdjustment): Promise<void> {
    const { code, regions, measures, windows } = after;
    await tx.change(update, [programme, code, JSON.stringify(rowOf(after))]);
    if (after.status === 'drafting' && before.status === 'drafting') {
      await tx.change(dropRegions, [programme, code, regions]);
      await tx.change(addRegions, [programme, code, regions]);
      await tx.change(dropMeasures, [programme, code, measures]);
      await tx.change(addMeasures, [programme, code, measures]);
    } else {
      await tx.change(moveWindows, [programme, code, JSON.stringify(windows)]);
    }
  }

  /** Lets the warnings of regions come again, since their window has become another. */
  async forgetWarnings(tx: Tx, programme: string, code: string, regions: readonly string[]): Promise<void> {
    await tx.change(forgetWarnings, [programme, code, regions]);
  }
}

function rowOf(adjustment: LegalAdjustment): Record<string, unknown> {
  const { name, instrument, provision, approvingBody } = adjustment;
  return {
    name_zh: name.zh,
    name_en: name.en,
    kind: adjustment.kind,
    instrument_zh: instrument.zh,
    instrument_en: instrument.en,
    provision_zh: provision?.zh ?? null,
    provision_en: provision?.en ?? null,
    approving_body_zh: approvingBody.zh,
    approving_body_en: approvingBody.en,
    status: adjustment.status,
    document_number: adjustment.documentNumber,
    approved_on: adjustment.approvedOn,
    in_force_from: adjustment.inForceFrom,
    in_force_to: adjustment.inForceTo,
    lapsed_on: adjustment.lapsedOn,
    source: adjustment.source,
    dates_source: adjustment.datesSource,
    texts_recorded: adjustment.source === null && !adjustment.illustrative,
    dates_recorded: adjustment.datesSource === null && !adjustment.datesIllustrative,
  };
}

/** The refusal for an adjustment that a programme does not have. */
export function noAdjustment() {
  return notFound({ zh: '调整实施', en: 'legal adjustment' });
}

function codeTaken(code: string) {
  return conflict('code-taken', {
    zh: `已有编号为 ${code} 的调整实施。`,
    en: `There is a legal adjustment ${code} already.`,
  });
}
