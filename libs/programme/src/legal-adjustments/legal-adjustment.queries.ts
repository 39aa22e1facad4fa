import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { Calendar, type Text } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { Reference } from '../reference.js';
import { noAdjustment } from './adjustment.store.js';
import type { AdjustmentStatus } from './legal-adjustment.lifecycle.js';
import { daysBetween, inForceOn, windowIn } from './window.rules.js';

/** What a list of adjustments is narrowed to; everything given must hold. */
export interface AdjustmentFilter {
  status?: AdjustmentStatus;
  /** Code of a region that it covers. */
  region?: string;
  /** Number of a measure that needs it. */
  measure?: number;
  /** In force today, and its last day at most so many days off: in that region, or in any. */
  lapsingWithin?: number;
}

/** One line of an adjustment's history. */
export interface AdjustmentEvent {
  seq: string;
  kind: string;
  version: number | null;
  region: string | null;
  /** 'YYYY-MM-DD' */
  effectiveOn: string;
  recordedAt: Date;
  actor: { id: string; name: Text } | null;
  reason: string | null;
  data: Record<string, unknown>;
}

const history = `
  select e.seq, e.kind, (e.data ->> 'version')::integer as version, e.region, e.effective_on as "effectiveOn",
    e.recorded_at as "recordedAt", e.reason, e.data,
    case when p.id is not null then jsonb_build_object('id', p.id, 'name', jsonb_build_object('zh', p.name_zh, 'en', p.name_en)) end as actor
  from event e left join person p on p.id = e.actor_person_id
  where e.kind like '%legal-adjustment%' and e.programme = $1 and e.data ->> 'adjustment' = $2
  order by e.seq`;

/** What the screens ask about adjustments. */
@Injectable()
export class LegalAdjustmentQueries {
  constructor(
    private readonly reference: Reference,
    private readonly database: Database,
    private readonly calendar: Calendar,
  ) {}

  /** Throws 404 when the programme or the adjustment is not there. */
  async one(programme: string, code: string): Promise<LegalAdjustment> {
    const found = (await this.reference.programme(programme)).legalAdjustments.get(code);
    if (!found) throw noAdjustment();
    return found;
  }

  async list(programme: string, filter: AdjustmentFilter): Promise<LegalAdjustment[]> {
    const { legalAdjustments } = await this.reference.programme(programme);
    const today = await this.today(programme);
    return [...legalAdjustments.values()].filter((adjustment) => passes(adjustment, filter, today));
  }

  async history(programme: string, code: string): Promise<AdjustmentEvent[]> {
    return this.database.rows<AdjustmentEvent>(history, [programme, code]);
  }

  /** The programme's day 'YYYY-MM-DD'. */
  async today(programme: string): Promise<string> {
    return this.reference.today(programme, this.calendar.now());
  }
}

function passes(adjustment: LegalAdjustment, filter: AdjustmentFilter, today: string): boolean {
  const { status, region, measure, lapsingWithin } = filter;
  if (status !== undefined && adjustment.status !== status) return false;
  if (region !== undefined && !adjustment.regions.includes(region)) return false;
  if (measure !== undefined && !adjustment.measures.includes(measure)) return false;
  if (lapsingWithin === undefined) return true;
  const asked = region === undefined ? adjustment.regions : [region];
  return asked.some((code) => isLapsing(adjustment, code, today, lapsingWithin));
}

function isLapsing(adjustment: LegalAdjustment, region: string, today: string, days: number): boolean {
  const end = windowIn(adjustment, region)?.inForceTo ?? null;
  return end !== null && inForceOn(adjustment, region, today) && daysBetween(today, end) <= days;
}
