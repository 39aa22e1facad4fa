import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { dateIn, forbidden, illegalMove, staleVersion, type Text } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { Reference } from '../reference.js';
import { authorityBlockers, ruleBlockers, stateBlockers } from './adjustment-abilities.rules.js';
import { AdjustmentStore } from './adjustment.store.js';
import { type AdjustmentMove, legalAdjustmentLifecycle, textOfAdjustmentEvent } from './legal-adjustment.lifecycle.js';
import { regionsChanged } from './window-changes.rules.js';

/** One person's wish to act on one adjustment. */
export interface AdjustmentCommand {
  actor: Actor;
  programme: string;
  code: string;
  /** The version that the actor saw. */
  seen: number;
}

/** What an act makes of an adjustment. */
export interface AdjustmentChange {
  set: Partial<LegalAdjustment>;
  reason?: string;
  /** The day on which it takes effect; today when missing. */
  effectiveOn?: string;
}

/** What an act is told: the adjustment under its lock and the programme's day. */
export interface AdjustmentSetting {
  adjustment: LegalAdjustment;
  today: string;
}

/** Runs acts on adjustments in the one order: lock, load, authorise, stale?, legal?, rules, write, event, outbox row. */
@Injectable()
export class AdjustmentMover {
  constructor(
    private readonly store: AdjustmentStore,
    private readonly reference: Reference,
    private readonly events: EventLog,
  ) {}

  /** A person's act. `plan` says what changes or throws the refusal. Answers the adjustment as it is afterwards. */
  async run(
    tx: Tx,
    move: AdjustmentMove,
    command: AdjustmentCommand,
    plan: (setting: AdjustmentSetting) => AdjustmentChange | Promise<AdjustmentChange>,
  ): Promise<LegalAdjustment> {
    const { actor, programme, code, seen } = command;
    const { timeZone } = await this.reference.programme(programme);
    const { adjustment, now } = await this.store.lock(tx, programme, code);
    const authority = authorityBlockers(actor);
    if (authority.length > 0) throw forbidden(authority);
    if (seen !== adjustment.version) {
      const changes = await changesSince(tx, programme, code, seen);
      throw staleVersion(seen, adjustment.version, { changes });
    }
    const illegal = [...stateBlockers(move, adjustment), ...ruleBlockers(move, adjustment)];
    if (illegal.length > 0) throw illegalMove(illegal);
    const change = await plan({ adjustment, today: dateIn(timeZone, now) });
    return this.write(tx, programme, move, adjustment, change, now, actor);
  }

  /** Writes a change of an adjustment that is locked, with its event; without an actor it is the product's own. */
  async write(
    tx: Tx,
    programme: string,
    move: AdjustmentMove,
    before: LegalAdjustment,
    { set, reason, effectiveOn }: AdjustmentChange,
    now: Date,
    actor?: Actor,
  ): Promise<LegalAdjustment> {
    const status = legalAdjustmentLifecycle.target(move, before.status);
    const after: LegalAdjustment = { ...before, ...set, status, version: before.version + 1 };
    await this.store.write(tx, programme, before, after);
    const moved = before.status === 'in-force' ? regionsChanged(before, after) : [];
    if (moved.length > 0) await this.store.forgetWarnings(tx, programme, before.code, moved);
    await this.note(tx, programme, move, before, after, now, { reason, effectiveOn, actor });
    return after;
  }

  /** Writes the event of an act; `before` is missing for a new draft. */
  async note(
    tx: Tx,
    programme: string,
    kind: string,
    before: LegalAdjustment | undefined,
    after: LegalAdjustment,
    now: Date,
    { reason, effectiveOn, actor }: { reason?: string; effectiveOn?: string; actor?: Actor },
  ): Promise<void> {
    const { code, version, status, measures, regions } = after;
    await this.events.append(tx, [
      {
        kind,
        programme,
        actorPersonId: actor?.personId,
        actorRole: actor && 'coordinator',
        reason,
        data: {
          adjustment: code,
          version,
          fromStatus: before?.status ?? null,
          toStatus: status,
          measures,
          regions,
          ...differences(before, after),
        },
        effectiveOn: effectiveOn ?? (await this.reference.today(programme, now)),
        recordedAt: now,
      },
    ]);
  }
}

/** The fields that an act changed, as they were and as they are. */
function differences(before: LegalAdjustment | undefined, after: LegalAdjustment) {
  if (!before) return {};
  const fields = (Object.keys(after) as (keyof LegalAdjustment)[]).filter(
    (field) =>
      field !== 'version' && field !== 'status' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const pick = (from: LegalAdjustment) => Object.fromEntries(fields.map((field) => [field, from[field]]));
  return { before: pick(before), after: pick(after) };
}

/** One act that somebody with a stale version has missed. */
interface MissedAct {
  version: number;
  move: string;
  by: Text | null;
  at: Date;
}

const missed = `
  select (e.data ->> 'version')::integer as version, e.kind as move, e.recorded_at as at,
    case when p.id is not null then jsonb_build_object('zh', p.name_zh, 'en', p.name_en) end as by
  from event e left join person p on p.id = e.actor_person_id
  where e.kind like '%legal-adjustment%' and e.programme = $1 and e.data ->> 'adjustment' = $2
    and (e.data ->> 'version')::integer > $3
  order by e.seq limit 20`;

async function changesSince(tx: Tx, programme: string, code: string, version: number) {
  const rows = await tx.rows<MissedAct>(missed, [programme, code, version]);
  return rows.map((row) => ({ ...row, text: textOfAdjustmentEvent(row.move) }));
}
