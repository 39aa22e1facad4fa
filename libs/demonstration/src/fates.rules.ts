import type { Measure, ProgrammeReference } from '#libs/programme';
import { type DemonstrationSettings, type Fate, type SpecialFate, specialFates } from './demonstration.settings.js';
import { OfficeDays } from './office-days.rules.js';
import { Chance } from './random.rules.js';

/** What the story of one work item is written from. */
export interface Role {
  measure: Measure;
  region: string;
  fate: Fate;
  /** Number of the working day after which every needed legal adjustment is in force; -1 when none is needed. */
  inForce: number;
  /** How early regions begin to implement the measure when there is time, from 0 to 1. */
  pace: number;
}

interface Candidate extends Role {
  score: number;
  isHeld: boolean;
}

/** Working days that an implementation report takes at the least where it must wait for a legal adjustment. */
export const reportDays = 8;

/** Decides where every work item stands at the end. */
export function decideFates(programme: ProgrammeReference, settings: DemonstrationSettings, days: OfficeDays): Role[] {
  const held = heldMeasures(programme, settings, days);
  const items = candidates(programme, settings, days, held);
  for (const item of untouched(items, settings)) item.fate = 'open';
  dealImplemented(items, settings);
  dealSpecials(items, settings, days);
  dealRest(items, settings);
  return items;
}

/** The measures that are implemented nowhere: some wait for the law, the others are spread over the tasks, the latest first. */
function heldMeasures(programme: ProgrammeReference, settings: DemonstrationSettings, days: OfficeDays): Set<number> {
  const measures = [...programme.measures.values()].filter(({ regions }) => regions.length > 0);
  const wanted = Math.max(0, measures.length - settings.implementedMeasures);
  const adjusted = measures
    .filter(({ legalAdjustments }) => legalAdjustments.length > 0)
    .sort((one, other) => inForceDay(programme, days, other) - inForceDay(programme, days, one));
  const held = adjusted.slice(0, Math.min(settings.waitingForAdjustment, wanted)).map(({ no }) => no);
  const impossible = adjusted
    .slice(held.length)
    .filter((one) => inForceDay(programme, days, one) + reportDays >= days.last);
  if (impossible.length > 0 && held.length < wanted)
    held.push(...impossible.slice(0, wanted - held.length).map(({ no }) => no));

  const others = measures.filter(({ legalAdjustments }) => legalAdjustments.length === 0);
  const queues = [...programme.tasks.keys()].map((task) =>
    others
      .filter((one) => one.task === task)
      .sort((one, other) => other.targetDate.localeCompare(one.targetDate) || other.no - one.no),
  );
  while (held.length < wanted && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const next = held.length < wanted ? queue.shift() : undefined;
      if (next) held.push(next.no);
    }
  }
  return new Set(held);
}

function inForceDay(programme: ProgrammeReference, days: OfficeDays, { legalAdjustments }: Measure): number {
  const starts = legalAdjustments.map((code) =>
    days.from(programme.legalAdjustments.get(code)?.inForceFrom ?? '9999-12-31'),
  );
  return Math.max(-1, ...starts);
}

function candidates(
  programme: ProgrammeReference,
  settings: DemonstrationSettings,
  days: OfficeDays,
  held: Set<number>,
): Candidate[] {
  const year = 365 * 24 * 60 * 60 * 1000;
  return [...programme.measures.values()].flatMap((measure) => {
    const ease =
      new Chance(`${settings.seed}/task/${measure.task}`).around() +
      0.7 * new Chance(`${settings.seed}/measure/${measure.no}`).around();
    const lead = (Date.parse(settings.to) - Date.parse(measure.targetDate)) / year;
    const inForce = inForceDay(programme, days, measure);
    const pace = new Chance(`${settings.seed}/pace/${measure.no}`).next();
    return measure.regions.map((region) => {
      const luck = new Chance(`${settings.seed}/fate/${measure.no}/${region}`).around();
      const score =
        0.65 * (settings.strengths[region] ?? 0) +
        0.5 * ease +
        0.8 * Math.max(-1, Math.min(1, lead)) +
        0.9 * luck -
        (inForce >= 0 ? 0.6 : 0);
      return { measure, region, inForce, pace, score, isHeld: held.has(measure.no), fate: 'approved' as Fate };
    });
  });
}

/** The items left alone in the one region, dealt over the lead departments in turn, most time left first; what a source says is left out. */
function untouched(items: Candidate[], { untouched: { region, measures } }: DemonstrationSettings): Candidate[] {
  const there = items
    .filter((item) => item.region === region && !item.isHeld && item.inForce < 0 && item.measure.illustrative)
    .sort((one, other) => other.measure.targetDate.localeCompare(one.measure.targetDate));
  return inTurn(there, (item) => item.measure.leadDepartment).slice(0, measures);
}

function dealImplemented(items: Candidate[], { shares }: DemonstrationSettings): void {
  const able = items.filter(({ isHeld, fate }) => !isHeld && fate !== 'open').sort(byScore);
  const first = new Map<number, Candidate>();
  for (const item of able) if (!first.has(item.measure.no)) first.set(item.measure.no, item);
  const firsts = new Set(first.values());
  const rest = able.filter((item) => !firsts.has(item));
  const wanted = Math.max(0, Math.round(items.length * shares.implemented) - firsts.size);
  for (const item of [...firsts, ...rest.slice(0, wanted)]) item.fate = 'implemented';
}

function dealSpecials(items: Candidate[], { shares, seed, to }: DemonstrationSettings, days: OfficeDays): void {
  const chance = new Chance(`${seed}/specials`);
  const order = new Map(items.map((item) => [item, chance.next()]));
  const free = items
    .filter(({ fate }) => fate === 'approved')
    .sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
  for (const fate of specialFates) {
    const fits = free.filter((item) => item.fate === 'approved' && suits(fate, item, to, days));
    const count = Math.round(items.length * shares.special[fate]);
    for (const item of inTurn(fits, ({ measure }) => measure.leadDepartment).slice(0, count)) item.fate = fate;
  }
}

function suits(fate: SpecialFate, { inForce, measure }: Candidate, to: string, days: OfficeDays): boolean {
  if (fate.startsWith('report-')) return inForce < 0;
  if (fate === 'extended' || fate === 'extension-rejected') return days.from(measure.targetDate) > 80;
  if (fate === 'extension-waits') return measure.targetDate >= to;
  return true;
}

function dealRest(items: Candidate[], { shares }: DemonstrationSettings): void {
  const rest = items.filter(({ fate }) => fate === 'approved').sort(byScore);
  for (const item of rest.slice(Math.round(rest.length * shares.approvedOfRest))) item.fate = 'open';
}

function byScore(one: Candidate, other: Candidate): number {
  return other.score - one.score || one.measure.no - other.measure.no || one.region.localeCompare(other.region);
}

/** The same list with its groups taking turns, so that a part of it touches as many groups as possible. */
function inTurn<T>(list: T[], group: (one: T) => string): T[] {
  const turns = new Map<string, number>();
  const ranked = list.map((one) => {
    const turn = turns.get(group(one)) ?? 0;
    turns.set(group(one), turn + 1);
    return { one, turn };
  });
  return ranked.sort((one, other) => one.turn - other.turn).map(({ one }) => one);
}
