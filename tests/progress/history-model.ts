/** Counting as the domain's text says it, written apart from the product and without its code: one event after the other. */

export type Status = 'open' | 'proposed' | 'approved' | 'implemented' | 'exempt';

export interface Happening {
  item: string;
  version: number;
  move: string;
  to: Status;
  effectiveOn: string;
  recordedAt: Date;
  targetDate?: string;
}

export interface Thing {
  id: string;
  measure: number;
  task: number;
  region: string;
  department: string;
  targetDate: string;
}

export type Rule =
  | { kind: 'any' }
  | { kind: 'all' }
  | { kind: 'count'; n: number }
  | { kind: 'share'; numerator: number; denominator: number };

interface State {
  status: Status;
  waits: boolean;
  targetDate?: string;
}

/** How every item stood on a day, as somebody knew it at a moment. */
export function lookBack(past: readonly Happening[], asOf: string, knownAt: Date): Map<string, State> {
  const states = new Map<string, State>();
  const inOrder = [...past].sort((a, b) => a.version - b.version);
  for (const { item, move, to, effectiveOn, recordedAt, targetDate } of inOrder) {
    if (recordedAt.getTime() > knownAt.getTime()) continue;
    if (effectiveOn > asOf) continue;
    const former = states.get(item);
    const [verb = ''] = move.split('-');
    const asks = verb === 'submit';
    const settles = ['withdraw', 'return', 'reject', 'approve'].includes(verb);
    states.set(item, {
      status: to,
      waits: asks ? true : settles ? false : (former?.waits ?? false),
      targetDate: targetDate ?? former?.targetDate,
    });
  }
  return states;
}

/** The numbers of every group: open, proposed, approved, implemented, exempt, waiting, late. */
export function countItems(
  things: readonly Thing[],
  states: ReadonlyMap<string, State>,
  asOf: string,
  keyOf: (thing: Thing) => string,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const thing of things) {
    const state = states.get(thing.id);
    if (!state) continue;
    const numbers = groups.get(keyOf(thing)) ?? [0, 0, 0, 0, 0, 0, 0];
    numbers[order.indexOf(state.status)]! += 1;
    if (state.waits) numbers[5]! += 1;
    const isOver = state.status === 'implemented' || state.status === 'exempt';
    if (!isOver && (state.targetDate ?? thing.targetDate) < asOf) numbers[6]! += 1;
    groups.set(keyOf(thing), numbers);
  }
  return groups;
}

/** The same for measures, each counted once, as far as it has come under its rule. */
export function countMeasures(
  things: readonly Thing[],
  states: ReadonlyMap<string, State>,
  ruleOf: (measure: number) => Rule,
  keyOf: (thing: Thing) => string,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const no of new Set(things.map(({ measure }) => measure))) {
    const own = things.filter(({ measure, id }) => measure === no && states.has(id));
    if (own.length === 0) continue;
    const statuses = own.map(({ id }) => states.get(id)!.status).filter((status) => status !== 'exempt');
    const numbers = groups.get(keyOf(own[0]!)) ?? [0, 0, 0, 0, 0, 0, 0];
    numbers[order.indexOf(furthest(statuses, ruleOf(no)))]! += 1;
    groups.set(keyOf(own[0]!), numbers);
  }
  return groups;
}

function furthest(statuses: Status[], rule: Rule): Status {
  if (statuses.length === 0) return 'exempt';
  if (holds(statuses.filter((status) => status === 'implemented').length, statuses.length, rule)) return 'implemented';
  if (statuses.includes('implemented') || statuses.includes('approved')) return 'approved';
  return statuses.includes('proposed') ? 'proposed' : 'open';
}

function holds(done: number, of: number, rule: Rule): boolean {
  if (rule.kind === 'any') return done > 0;
  if (rule.kind === 'all') return done === of;
  if (rule.kind === 'count') return done >= rule.n;
  return done / of >= rule.numerator / rule.denominator - 1e-12;
}

const order: Status[] = ['open', 'proposed', 'approved', 'implemented', 'exempt'];
