/** Every act around a work item, as the domain's text says it; written apart from the product and without its code. */

export const kinds = ['proposal', 'implementation-report', 'amendment', 'exemption'] as const;
export type Kind = (typeof kinds)[number];
export type Outcome = 'approve' | 'return' | 'reject';
export type Act =
  | { do: 'start'; kind: Kind }
  | { do: 'edit' | 'request-sign-off' | 'sign-off' | 'decline-sign-off' | 'submit' | 'withdraw' }
  | { do: 'acknowledge' | 'hand-over' | 'ask' | 'tick' | 'revoke' | 'reinstate' }
  | { do: 'opine'; objects: boolean }
  | { do: 'decide'; outcome: Outcome; answers: boolean };

export interface Paper {
  kind: Kind;
  state: 'draft' | 'submitted' | 'returned';
  /** Persons who had a hand in it for the region, and for the ministry. */
  region: string[];
  ministry: string[];
  signOff: { by?: string; given: boolean };
  acknowledged: boolean;
  holder?: string;
  asked: boolean;
  objection: boolean;
  ticked: boolean;
}

export interface Life {
  status: 'open' | 'proposed' | 'approved' | 'implemented' | 'exempt';
  version: number;
  paper?: Paper;
}

/** What holds for all items at once. */
export interface World {
  wantsSignOff: boolean;
  /** Who stands in for whom at the time. */
  absentOf: Record<string, string>;
}

export const people = {
  editors: ['editor.east', 'lead.east', 'both', 'editor-and-lead'],
  leads: ['lead.east', 'both', 'editor-and-lead'],
  reviewers: ['reviewer.trade', 'reviewer2.trade', 'both'],
  supporters: ['reviewer.law'],
  coordinators: ['coordinator'],
};
export const everybody = [
  ...new Set(Object.values(people).flat()),
  'reviewer.finance',
  'lead.west',
  'editor.west',
  'auditor',
];

/** To whom a round is handed over, whoever does it. */
export const colleague = 'reviewer2.trade';

/** The persons behind an act: who does it, and whom they stand in for when only that gives the right; none without a right. */
export function behind(world: World, who: string, group: keyof typeof people): string[] {
  if (people[group].includes(who)) return [who];
  const absent = world.absentOf[who];
  return absent !== undefined && people[group].includes(absent) ? [who, absent] : [];
}

/** The life after an act of a person, or undefined when it must be refused. */
export function after(life: Life, world: World, act: Act, who: string): Life | undefined {
  const next = { ...life, version: life.version + 1 };
  const { paper, status } = life;
  if (act.do === 'start') return started(life, next, act.kind, behind(world, who, 'editors'));
  if (act.do === 'revoke' || act.do === 'reinstate') {
    const [from, to] = act.do === 'revoke' ? (['implemented', 'approved'] as const) : (['exempt', 'open'] as const);
    return behind(world, who, 'coordinators').length > 0 && status === from && !paper
      ? { ...next, status: to }
      : undefined;
  }
  if (!paper) return undefined;
  if (forRegion.has(act.do)) return byRegion(next, paper, world, act.do, who);
  return byMinistry(life, next, paper, world, act, who);
}

const forRegion = new Set<string>(['edit', 'request-sign-off', 'sign-off', 'decline-sign-off', 'submit', 'withdraw']);

function started({ paper, status }: Life, next: Life, kind: Kind, who: string[]): Life | undefined {
  const from = { proposal: ['open'], exemption: ['open', 'approved'] }[kind as string] ?? ['approved'];
  if (who.length === 0 || paper || !from.includes(status)) return undefined;
  const fresh = { signOff: { given: false }, acknowledged: false, asked: false, objection: false, ticked: false };
  return { ...next, paper: { kind, state: 'draft', region: who, ministry: [], ...fresh } };
}

function byRegion(next: Life, paper: Paper, world: World, act: string, who: string): Life | undefined {
  const persons = behind(world, who, act === 'edit' || act === 'request-sign-off' ? 'editors' : 'leads');
  const clean = persons.length > 0 && !persons.some((person) => paper.ministry.includes(person));
  if (!clean) return undefined;
  const own = { ...paper, region: [...paper.region, ...persons] };
  if (act === 'withdraw')
    return { ...next, status: next.status === 'proposed' ? 'open' : next.status, paper: undefined };
  if (paper.state === 'submitted') return undefined;
  const { signOff } = paper;
  const forward = world.wantsSignOff && signOff.by !== undefined && !signOff.given;
  switch (act) {
    case 'edit':
      return { ...next, paper: { ...own, signOff: { given: false } } };
    case 'request-sign-off':
      if (!world.wantsSignOff || signOff.by !== undefined) return undefined;
      return { ...next, paper: { ...own, signOff: { by: who, given: false } } };
    case 'sign-off':
      if (!forward || persons.includes(signOff.by!)) return undefined;
      return { ...next, paper: { ...own, signOff: { ...signOff, given: true } } };
    case 'decline-sign-off':
      if (!forward || persons.includes(signOff.by!)) return undefined;
      return { ...next, paper: { ...own, signOff: { given: false } } };
    default:
      if (world.wantsSignOff && !signOff.given) return undefined;
      return {
        ...next,
        status: paper.kind === 'proposal' ? 'proposed' : next.status,
        paper: {
          ...own,
          state: 'submitted',
          acknowledged: false,
          holder: undefined,
          asked: false,
          objection: false,
          ticked: false,
        },
      };
  }
}

function byMinistry(life: Life, next: Life, paper: Paper, world: World, act: Act, who: string): Life | undefined {
  const persons = behind(world, who, act.do === 'opine' ? 'supporters' : 'reviewers');
  const clean = persons.length > 0 && !persons.some((person) => paper.region.includes(person));
  if (!clean || paper.state !== 'submitted') return undefined;
  const own = { ...paper, ministry: [...paper.ministry, ...persons] };
  switch (act.do) {
    case 'acknowledge':
      return paper.acknowledged ? undefined : { ...next, paper: { ...own, acknowledged: true, holder: who } };
    case 'hand-over': {
      const wrong = who === colleague || paper.holder === colleague || paper.region.includes(colleague);
      return wrong
        ? undefined
        : { ...next, paper: { ...own, ministry: [...own.ministry, colleague], holder: colleague } };
    }
    case 'ask':
      return paper.asked ? undefined : { ...next, paper: { ...own, asked: true } };
    case 'opine':
      return { ...next, paper: { ...own, objection: act.objects } };
    case 'tick':
      // The department's own note: the item keeps its version.
      return paper.kind === 'implementation-report' ? { ...life, paper: { ...own, ticked: true } } : undefined;
    case 'decide':
      return act.answers === paper.objection ? decided(next, own, act.outcome) : undefined;
    case 'start':
    case 'edit':
    case 'request-sign-off':
    case 'sign-off':
    case 'decline-sign-off':
    case 'submit':
    case 'withdraw':
    case 'revoke':
    case 'reinstate':
      return undefined;
  }
}

function decided(next: Life, paper: Paper, outcome: Outcome): Life | undefined {
  const back = paper.kind === 'proposal' ? 'open' : next.status;
  if (outcome === 'return')
    return { ...next, status: back, paper: { ...paper, state: 'returned', signOff: { given: false } } };
  if (outcome === 'reject') return { ...next, status: back, paper: undefined };
  if (paper.kind === 'implementation-report' && !paper.ticked) return undefined;
  const reached = {
    proposal: 'approved',
    'implementation-report': 'implemented',
    amendment: 'approved',
    exemption: 'exempt',
  } as const;
  return { ...next, status: reached[paper.kind], paper: undefined };
}
