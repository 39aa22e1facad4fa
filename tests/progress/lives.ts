import type { Happening, Status, Thing } from './history-model.js';

export const opened = new Date('2020-08-02T00:00:00+08:00');
export const dayMs = 86_400_000;

/** Random lives, legal but otherwise wild: dates of effect before, on and long before the day of the decision. */
const legal: Record<Status, [move: string, to: Status][]> = {
  open: [
    ['submit-proposal', 'proposed'],
    ['submit-exemption', 'open'],
    ['approve-exemption', 'exempt'],
  ],
  proposed: [
    ['approve-proposal', 'approved'],
    ['return-proposal', 'open'],
    ['withdraw-proposal', 'open'],
  ],
  approved: [
    ['submit-implementation-report', 'approved'],
    ['approve-implementation-report', 'implemented'],
    ['approve-amendment', 'approved'],
    ['approve-exemption', 'exempt'],
  ],
  implemented: [['revoke', 'approved']],
  exempt: [['reinstate', 'open']],
};

/** Numbers from 0 up to 1, the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A life of up to fourteen acts for an item, its recorded times growing, its days of effect as they like. */
export function live(thing: Thing, next: () => number): Happening[] {
  const life: Happening[] = [];
  let status: Status = 'open';
  let at = opened.getTime();
  const length = Math.floor(next() * 14);
  for (let version = 2; version < length + 2; version += 1) {
    const choices: [move: string, to: Status][] = legal[status];
    const [move, to]: [string, Status] = choices[Math.floor(next() * choices.length)]!;
    at += Math.floor(next() * 60 * dayMs) + 1;
    const late = next() < 0.4 ? Math.floor(next() * 120) : 0;
    const dated = move === 'approve-proposal' || (move === 'approve-amendment' && next() < 0.6);
    life.push({
      item: thing.id,
      version,
      move,
      to,
      effectiveOn: new Date(at + 8 * 3_600_000 - late * dayMs).toISOString().slice(0, 10),
      recordedAt: new Date(at),
      ...(dated && { targetDate: new Date(at + next() * 400 * dayMs).toISOString().slice(0, 10) }),
    });
    status = to;
  }
  return life;
}
