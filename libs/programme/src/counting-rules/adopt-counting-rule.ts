import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, conflict, notFound } from '#libs/platform';
import { type CountingRule, writeCountingRule } from '../counting-rule.rules.js';
import { Reference } from '../reference.js';

/** What a coordinator adopts, and why. */
export interface Adoption {
  rule: CountingRule;
  reason: string;
}

type RuleRow = { version: number } & CountingRule;

const hold = 'select from programme where code = $1 for no key update';
const latest =
  'select version, kind, n, numerator, denominator from counting_rule where programme = $1 order by version desc limit 1';
const adopt = `insert into counting_rule (programme, version, kind, n, numerator, denominator, adopted_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;
const isMeasure = 'select from measure where programme = $1 and no = $2';
const latestOfMeasure = `select o.version, o.rule from measure_counting_rule o where o.programme = $1 and o.measure = $2
  order by o.version desc limit 1`;
const override = `insert into measure_counting_rule (programme, measure, version, rule, adopted_at) values ($1, $2, $3, $4, $5)`;

/**
 * A coordinator changes by which rule measures count: for the programme, or for one measure by itself. Rules are never
 * rewritten; each adoption is a version, so that a figure of the past keeps the rule of its time.
 */
@Injectable()
export class AdoptCountingRule {
  constructor(
    private readonly events: EventLog,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The rule of the programme. Throws 409 when it is in force already. Returns its version. */
  async run(tx: Tx, actor: Actor, programme: string, { rule, reason }: Adoption): Promise<number> {
    if ((await tx.change(hold, [programme])) === 0) throw notFound({ zh: '试点', en: 'programme' });
    const former = await tx.row<RuleRow>(latest, [programme]);
    if (former && writeCountingRule(former) === writeCountingRule(rule)) throw inForce();
    const version = (former?.version ?? 0) + 1;
    const n = rule.kind === 'count' ? rule.n : null;
    const [numerator, denominator] = rule.kind === 'share' ? [rule.numerator, rule.denominator] : [null, null];
    const now = this.calendar.now();
    await tx.change(adopt, [programme, version, rule.kind, n, numerator, denominator, now]);
    const data = { version, before: former ? writeCountingRule(former) : null, after: writeCountingRule(rule) };
    await this.note(tx, actor, programme, reason, data, now);
    return version;
  }

  /** The rule of one measure; null puts it back under the programme's. Throws 404, or 409 when it is so already. */
  async ofMeasure(
    tx: Tx,
    actor: Actor,
    programme: string,
    measure: number,
    { rule, reason }: { rule: CountingRule | null; reason: string },
  ): Promise<number> {
    if ((await tx.change(hold, [programme])) === 0) throw notFound({ zh: '试点', en: 'programme' });
    if ((await tx.change(isMeasure, [programme, measure])) === 0) throw notFound({ zh: '举措', en: 'measure' });
    const kept = await tx.row<{ version: number; rule: CountingRule | null }>(latestOfMeasure, [programme, measure]);
    const former = kept ? kept.rule : (await this.reference.measure(programme, measure)).countingRule;
    const written = (one: CountingRule | null) => (one ? writeCountingRule(one) : null);
    if (written(former) === written(rule)) throw inForce();
    const version = (kept?.version ?? 0) + 1;
    const now = this.calendar.now();
    await tx.change(override, [programme, measure, version, rule ? JSON.stringify(rule) : null, now]);
    const data = { measure, version, before: written(former), after: written(rule) };
    await this.note(tx, actor, programme, reason, data, now);
    return version;
  }

  private async note(tx: Tx, actor: Actor, programme: string, reason: string, data: object, recordedAt: Date) {
    const effectiveOn = await this.reference.today(programme, recordedAt);
    const kind = 'adopt-counting-rule';
    const who = { actorPersonId: actor.personId, actorRole: 'coordinator' };
    await this.events.append(tx, [{ kind, programme, ...who, reason, data: { ...data }, effectiveOn, recordedAt }]);
  }
}

function inForce() {
  return conflict('rule-in-force', { zh: '该统计口径已在施行。', en: 'This counting rule is in force already.' });
}
