/** A small model of a work item's life, written from the domain's table and not from the product's code. */

export const kinds = ['proposal', 'implementation-report', 'amendment', 'exemption'] as const;
export type Kind = (typeof kinds)[number];
export type Outcome = 'approve' | 'return' | 'reject';
export type Act =
  | { do: 'start'; kind: Kind }
  | { do: 'edit' | 'submit' | 'withdraw' | 'revoke' | 'reinstate' }
  | { do: 'decide'; outcome: Outcome };

export interface Life {
  status: 'open' | 'proposed' | 'approved' | 'implemented' | 'exempt';
  version: number;
  paper?: { kind: Kind; state: 'draft' | 'submitted' | 'returned'; region: string[]; ministry: string[] };
}

const editors = ['editor.east', 'lead.east', 'both'];
const leads = ['lead.east', 'both'];
const reviewers = ['reviewer.trade', 'both'];

/** The life after an act of a person, or undefined when it must be refused. */
export function after(life: Life, act: Act, who: string): Life | undefined {
  const next = { ...life, version: life.version + 1 };
  const { paper, status } = life;
  switch (act.do) {
    case 'start': {
      const from = { proposal: ['open'], exemption: ['open', 'approved'] }[act.kind as string] ?? ['approved'];
      if (!editors.includes(who) || paper || !from.includes(status)) return undefined;
      return { ...next, paper: { kind: act.kind, state: 'draft', region: [who], ministry: [] } };
    }
    case 'edit':
      if (!paper || paper.state === 'submitted' || !writes(life, editors, who)) return undefined;
      return { ...next, paper: { ...paper, region: [...paper.region, who] } };
    case 'submit':
      if (!paper || paper.state === 'submitted' || !writes(life, leads, who)) return undefined;
      return {
        ...next,
        status: paper.kind === 'proposal' ? 'proposed' : status,
        paper: { ...paper, state: 'submitted', region: [...paper.region, who] },
      };
    case 'withdraw':
      if (!paper || !writes(life, leads, who)) return undefined;
      return { ...next, status: status === 'proposed' ? 'open' : status, paper: undefined };
    case 'decide':
      return decided(life, next, act.outcome, who);
    case 'revoke':
      return who === 'coordinator' && status === 'implemented' ? { ...next, status: 'approved' } : undefined;
    case 'reinstate':
      return who === 'coordinator' && status === 'exempt' ? { ...next, status: 'open' } : undefined;
  }
}

function writes({ paper }: Life, group: string[], who: string): boolean {
  return group.includes(who) && !paper?.ministry.includes(who);
}

function decided({ paper, status }: Life, next: Life, outcome: Outcome, who: string): Life | undefined {
  if (paper?.state !== 'submitted' || !reviewers.includes(who) || paper.region.includes(who)) return undefined;
  const back = paper.kind === 'proposal' ? 'open' : status;
  if (outcome === 'return')
    return { ...next, status: back, paper: { ...paper, state: 'returned', ministry: [...paper.ministry, who] } };
  if (outcome === 'reject') return { ...next, status: back, paper: undefined };
  const reached = {
    proposal: 'approved',
    'implementation-report': 'implemented',
    amendment: 'approved',
    exemption: 'exempt',
  } as const;
  return { ...next, status: reached[paper.kind], paper: undefined };
}
