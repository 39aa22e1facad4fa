import type { Fate } from './demonstration.settings.js';
import type { OfficeDays } from './office-days.rules.js';
import type { Chance } from './random.rules.js';
import { reportDays, type Role } from './fates.rules.js';

/** What happens in one step of a story, before it has a date and words. */
export type Beat =
  | 'draft-proposal'
  | 'draft-report'
  | 'draft-extension'
  | 'draft-exemption'
  | 'revise'
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'return'
  | 'reject';

/** A beat and how many working days lie between it and the one before. */
interface Step {
  beat: Beat;
  gap: number;
}

/** A beat with the number of its working day. */
export interface DatedBeat {
  beat: Beat;
  day: number;
}

/** What happens to one work item, in order, each beat on a later working day than the one before. */
export function writeStory(role: Role, days: OfficeDays, chance: Chance): DatedBeat[] {
  const steps = stepsOf(role, chance);
  return steps.length === 0 ? [] : date(steps, finalDay(role, days, chance));
}

function stepsOf({ fate, inForce }: Role, chance: Chance): Step[] {
  const proposal = (): Step[] => approvedProposal(chance);
  switch (fate) {
    case 'open':
      return [];
    case 'approved':
      return proposal();
    case 'implemented':
      return [...proposal(), ...(inForce >= 0 ? promptReport(chance) : approvedReport(chance))];
    case 'exempt':
      return [...sent('draft-exemption', 1, chance), decided('approve', chance)];
    case 'exempt-after-approval':
      return [...proposal(), ...sent('draft-exemption', chance.between(20, 90), chance), decided('approve', chance)];
    case 'exemption-waits':
      return sent('draft-exemption', 1, chance);
    case 'proposal-drafted':
      return [
        { beat: 'draft-proposal', gap: 1 },
        ...(chance.happens(0.3) ? [{ beat: 'revise' as const, gap: 2 }] : []),
      ];
    case 'proposal-waits':
      return [...(chance.happens(0.2) ? returned('draft-proposal', 1, chance) : sent('draft-proposal', 1, chance))];
    case 'proposal-returned':
      return [...sent('draft-proposal', 1, chance), decided('return', chance)];
    case 'proposal-rejected':
      return [...sent('draft-proposal', 1, chance), decided('reject', chance)];
    case 'proposal-withdrawn':
      return [...sent('draft-proposal', 1, chance), { beat: 'withdraw', gap: chance.between(1, 4) }];
    case 'report-drafted':
      return [...proposal(), { beat: 'draft-report', gap: idle(chance) }];
    case 'report-waits':
      return [...proposal(), ...(chance.happens(0.25) ? returned : sent)('draft-report', idle(chance), chance)];
    case 'report-returned':
      return [...proposal(), ...sent('draft-report', idle(chance), chance), decided('return', chance)];
    case 'report-rejected':
      return [...proposal(), ...sent('draft-report', idle(chance), chance), decided('reject', chance)];
    case 'extended':
      return [...proposal(), ...sent('draft-extension', idle(chance), chance), decided('approve', chance)];
    case 'extension-waits':
      return [...proposal(), ...sent('draft-extension', idle(chance), chance)];
    case 'extension-rejected':
      return [...proposal(), ...sent('draft-extension', idle(chance), chance), decided('reject', chance)];
  }
}

/** A proposal that is approved in the end; now and then it takes more than one round, or a second attempt. */
function approvedProposal(chance: Chance): Step[] {
  return [...detour('draft-proposal', 1, chance), decided('approve', chance)];
}

function approvedReport(chance: Chance): Step[] {
  return [...detour('draft-report', idle(chance), chance), decided('approve', chance)];
}

/** Where the law has only just allowed it, everything had been prepared. Takes fewer than `reportDays`. */
function promptReport(chance: Chance): Step[] {
  const gap = chance.between(10, 60);
  return [
    { beat: 'draft-report', gap },
    { beat: 'submit', gap: chance.between(1, 2) },
    { beat: 'approve', gap: chance.between(1, 4) },
  ];
}

function detour(draft: Beat, gap: number, chance: Chance): Step[] {
  const roll = chance.next();
  if (roll < 0.085) return returned(draft, gap, chance);
  if (roll < 0.1) return [...returned(draft, gap, chance), decided('return', chance), ...again(chance)];
  if (roll < 0.115)
    return [...sent(draft, gap, chance), decided('reject', chance), ...sent(draft, chance.between(8, 25), chance)];
  if (roll < 0.135) {
    return [
      ...sent(draft, gap, chance),
      { beat: 'withdraw', gap: chance.between(1, 3) },
      ...sent(draft, chance.between(2, 9), chance),
    ];
  }
  return sent(draft, gap, chance);
}

function returned(draft: Beat, gap: number, chance: Chance): Step[] {
  return [...sent(draft, gap, chance), decided('return', chance), ...again(chance)];
}

function again(chance: Chance): Step[] {
  return [
    { beat: 'revise', gap: chance.between(2, 8) },
    { beat: 'submit', gap: chance.between(1, 3) },
  ];
}

function sent(draft: Beat, gap: number, chance: Chance): Step[] {
  return [
    { beat: draft, gap },
    { beat: 'submit', gap: chance.between(1, 6) },
  ];
}

function decided(beat: 'approve' | 'return' | 'reject', chance: Chance): Step {
  // Some decisions take longer than the term of five working days.
  return { beat, gap: chance.happens(0.12) ? chance.between(6, 11) : chance.between(1, 5) };
}

/** Working days between an approval and what the region sends next. */
function idle(chance: Chance): number {
  return chance.between(15, 110);
}

const waitingFates: ReadonlySet<Fate> = new Set([
  'proposal-waits',
  'report-waits',
  'extension-waits',
  'exemption-waits',
]);
const draftingFates: ReadonlySet<Fate> = new Set(['proposal-drafted', 'report-drafted']);

/** Number of the working day on which the story ends; only what waits is as young as the last morning. */
function finalDay({ fate, measure, inForce, pace }: Role, days: OfficeDays, chance: Chance): number {
  const yesterday = days.last - 1;
  const target = days.from(measure.targetDate);
  if (waitingFates.has(fate)) return days.last - chance.between(0, 8);
  if (draftingFates.has(fate)) return yesterday - chance.between(0, 14);
  if (fate === 'extended' || fate === 'extension-rejected') return Math.min(yesterday, target) - chance.between(3, 25);
  if (fate === 'proposal-returned' || fate === 'report-returned') return yesterday - chance.between(0, 30);
  if (fate === 'implemented') {
    const usual =
      target > yesterday
        ? yesterday - chance.between(0, Math.round(30 + 210 * pace))
        : target - 12 + Math.round(40 * chance.around());
    const earliest = inForce >= 0 ? inForce + reportDays : 45;
    return Math.max(earliest, Math.min(usual, yesterday - chance.between(0, 5)));
  }
  if (fate === 'approved') return Math.max(12, Math.min(target, yesterday) - chance.between(20, 150));
  return chance.between(50, yesterday);
}

/** Lays the steps before the final day, closer together where the programme had not begun yet. */
function date(steps: Step[], finalDay: number): DatedBeat[] {
  const gaps = steps.slice(1).map(({ gap }) => gap);
  const room = Math.max(gaps.length, finalDay);
  while (sum(gaps) > room) {
    const widest = gaps.indexOf(Math.max(...gaps));
    gaps[widest] = Math.max(1, (gaps[widest] ?? 1) - 1);
  }
  let day = finalDay - sum(gaps);
  return steps.map(({ beat }, index) => {
    day += index === 0 ? 0 : (gaps[index - 1] ?? 1);
    return { beat, day };
  });
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
