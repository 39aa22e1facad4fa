import type { Text } from '#libs/platform';
import type { EventKind } from './event-kinds.js';

/**
 * Who is told, the strongest reason first: whoever is in several audiences is told once, for the first of these.
 * `represented` is the absent person in whose name somebody acted: told in the app only.
 */
export const everyAudience = [
  'represented',
  'mentioned',
  'successor',
  'named',
  'asked',
  'requester',
  'asker',
  'participant',
  'holder',
  'head',
  'lead-department',
  'region-leads',
  'region',
  'adjustment-departments',
  'adjustment-regions',
  'every-region-lead',
  'coordinators',
  'follower',
] as const;
export type Audience = (typeof everyAudience)[number];

/**
 * Whose matter an event is. Everybody who is to be told is held against it once more, so that a row too generous tells
 * nobody what the person may not see: `everybody` who sees the item whole, the `region` alone, the `ministry` without
 * the region's people, the readers of the `thread` or of the `notes`; `programme` is no secret among those signed in.
 */
export type SeenBy = 'everybody' | 'region' | 'ministry' | 'thread' | 'notes' | 'programme';

/** An audience, or several of which the first that has anybody is told. */
export type Step = Audience | readonly Audience[];

export interface Route {
  to: readonly Step[];
  seenBy: SeenBy;
}

const silent: Route = { to: [], seenBy: 'everybody' };
const shared = (...to: Step[]): Route => ({ to: [...to, 'follower'], seenBy: 'everybody' });
const withinRegion = (...to: Step[]): Route => ({ to: [...to, 'follower'], seenBy: 'region' });
const withinMinistry = (...to: Step[]): Route => ({ to: [...to, 'follower'], seenBy: 'ministry' });
const programme = (...to: Step[]): Route => ({ to, seenBy: 'programme' });

const whoeverReviews: Step = ['holder', 'lead-department'];
const whoeverAnswers: Step = ['head', 'coordinators'];
const adjustmentPeople: Step[] = ['adjustment-regions', 'adjustment-departments', 'coordinators'];
const warned: Step[] = ['region', 'adjustment-departments', 'coordinators'];

/** Who is told of what: the one table. A kind that nobody is told of has its row too. */
export const routes: Readonly<Record<EventKind, Route>> = {
  'open-item': silent,
  'start-draft': silent,
  'edit-draft': silent,
  'discard-draft': silent,
  'request-sign-off': withinRegion('region-leads'),
  'sign-off': withinRegion('requester'),
  'decline-sign-off': withinRegion('requester'),
  'submit-proposal': shared('lead-department'),
  'submit-implementation-report': shared('lead-department'),
  'submit-amendment': shared('lead-department'),
  'submit-exemption': shared('lead-department'),
  'withdraw-proposal': shared('lead-department'),
  'withdraw-implementation-report': shared('lead-department'),
  'withdraw-amendment': shared('lead-department'),
  'withdraw-exemption': shared('lead-department'),
  'return-proposal': shared('region'),
  'return-implementation-report': shared('region'),
  'return-amendment': shared('region'),
  'return-exemption': shared('region'),
  'reject-proposal': shared('region'),
  'reject-implementation-report': shared('region'),
  'reject-amendment': shared('region'),
  'reject-exemption': shared('region'),
  'approve-proposal': shared('region'),
  'approve-implementation-report': shared('region'),
  'approve-amendment': shared('region'),
  'approve-exemption': shared('region'),
  acknowledge: shared('region'),
  'hand-over': withinMinistry('successor'),
  'ask-opinions': withinMinistry('asked'),
  'give-opinion': withinMinistry('asker', 'lead-department'),
  revoke: shared('region'),
  reinstate: shared('region'),

  'tick-points': silent,
  'set-regional-sign-off': programme('every-region-lead'),
  'name-substitute': programme('named'),
  'end-substitution': programme('named'),
  'name-department-head': programme('named'),

  'add-evidence': silent,
  'change-evidence': silent,
  'remove-evidence': silent,
  'request-dossier': silent,

  comment: { to: ['mentioned', 'participant', 'follower'], seenBy: 'thread' },
  'edit-comment': { to: ['mentioned'], seenBy: 'thread' },
  'withdraw-comment': silent,
  'resolve-comment': { to: ['participant', 'follower'], seenBy: 'thread' },
  'reopen-comment': { to: ['participant', 'follower'], seenBy: 'thread' },
  'write-note': { to: ['mentioned', 'follower'], seenBy: 'notes' },
  'follow-item': silent,
  'unfollow-item': silent,

  'create-legal-adjustment': silent,
  'edit-legal-adjustment': silent,
  'submit-legal-adjustment': programme('coordinators'),
  'return-legal-adjustment': programme('coordinators'),
  'approve-legal-adjustment': programme('adjustment-departments', 'coordinators'),
  'bring-legal-adjustment-into-force': programme(...adjustmentPeople),
  // Whom it concerns is told by the warning that follows.
  'lapse-legal-adjustment': programme('coordinators'),
  'change-legal-adjustment': programme('adjustment-departments', 'coordinators'),
  'warn-legal-adjustment-90': programme(...warned),
  'warn-legal-adjustment-30': programme(...warned),
  'warn-legal-adjustment-lapsed': programme(...warned),

  'remind-review': withinMinistry(whoeverReviews),
  'escalate-review': withinMinistry(whoeverAnswers),
  'remind-target': shared('region'),
  'escalate-target': shared('region-leads', whoeverAnswers),
  'remind-opinion': withinMinistry('asked'),
  'set-terms': programme('coordinators'),
  'set-calendar': programme('coordinators'),
  'fill-due-date': silent,

  'attach-signed-scan': shared(whoeverReviews, 'region'),

  'adopt-counting-rule': programme('coordinators', 'every-region-lead'),
  // A second coordinator has to clear what one has prepared.
  'prepare-statement': programme('coordinators'),
  'word-statement': silent,
  'clear-statement': programme('coordinators'),
  'publish-statement': programme('coordinators', 'every-region-lead'),
  'discard-statement': programme('coordinators'),
  'record-use': silent,
  'restate-statement': programme('coordinators'),
  'clear-restatement': programme('coordinators', 'every-region-lead'),
  'warn-statement': programme('coordinators'),
};

/** The kinds of event that anybody is told of. */
export const notifyingKinds = (Object.keys(routes) as EventKind[]).filter((kind) => routes[kind].to.length > 0);

/** Whether an event of this kind notifies anybody. */
export function isNotifying(kind: string): kind is EventKind {
  return Object.hasOwn(routes, kind) && routes[kind as EventKind].to.length > 0;
}

/** Every audience that a route may reach; the absent person of an act always belongs to it. */
export function audiencesOf({ to }: Route): Audience[] {
  return ['represented', ...to.flat()];
}

/**
 * The audiences of a route that have anybody, those of a step with alternatives settled.
 * `hasAnybody` is asked about the people before anybody is left out.
 */
export function settle({ to }: Route, hasAnybody: (audience: Audience) => boolean): Audience[] {
  const settled = to.flatMap((step) => (typeof step === 'string' ? [step] : (step.find(hasAnybody) ?? [])));
  return ['represented', ...settled].filter((audience): audience is Audience => hasAnybody(audience as Audience));
}

/** Each person once, for the strongest reason, and never the actor. */
export function toldOf(
  actorPersonId: string | null,
  people: readonly { audience: Audience; personIds: readonly string[] }[],
): Map<string, Audience> {
  const told = new Map<string, Audience>();
  const strongestFirst = people.toSorted((a, b) => strength(a.audience) - strength(b.audience));
  for (const { audience, personIds } of strongestFirst) {
    for (const personId of personIds) if (!told.has(personId)) told.set(personId, audience);
  }
  if (actorPersonId !== null) told.delete(actorPersonId);
  return told;
}

function strength(audience: Audience): number {
  return everyAudience.indexOf(audience);
}

/** Mail goes to everybody told but the absent: they read it in the app when they are back. */
export function isMailed(audience: Audience): boolean {
  return audience !== 'represented';
}

/** The names that a reason may need. */
export interface ReasonNames {
  region: Text;
  department: Text;
}

const because = (zh: string, en: string): Text => ({
  zh: `您收到此通知，因为${zh}。`,
  en: `You receive this because ${en}.`,
});

/** Why somebody of an audience is told: "You receive this because …" */
export const reasonOf: Readonly<Record<Audience, (names: ReasonNames) => Text>> = {
  represented: () => because('此事由他人代您办理', 'it was done in your name'),
  mentioned: () => because('其中提到了您', 'you are mentioned in it'),
  successor: () => because('此事已转交您办理', 'it was handed over to you'),
  named: () => because('此事涉及您本人', 'it names you'),
  asked: ({ department }) =>
    because(`您是须会签的${department.zh}的审核员`, `you review for ${department.en}, which is asked for an opinion`),
  requester: () => because('内审由您送请', 'you put it forward for sign-off'),
  asker: () => because('会签由您发起', 'you asked for the opinion'),
  participant: () => because('您参与了此讨论', 'you take part in this thread'),
  holder: () => because('此件由您承办', 'it is in your hands'),
  head: ({ department }) => because(`您是${department.zh}的负责人`, `you are the head of ${department.en}`),
  'lead-department': ({ department }) => because(`您是${department.zh}的审核员`, `you review for ${department.en}`),
  'region-leads': ({ region }) => because(`您是${region.zh}的负责人`, `you are a lead of ${region.en}`),
  region: ({ region }) => because(`您是${region.zh}的填报员或负责人`, `you are an editor or lead of ${region.en}`),
  'adjustment-departments': () =>
    because(
      '您所在的部门牵头需要此项调整实施的举措',
      'your department leads a measure that needs this legal adjustment',
    ),
  'adjustment-regions': () =>
    because('您所在的地区有举措需要此项调整实施', 'a measure in your region needs this legal adjustment'),
  'every-region-lead': () => because('您是试点地区的负责人', 'you are a lead of a region of the programme'),
  coordinators: () => because('您是统筹管理员', 'you are a coordinator of the programme'),
  follower: () => because('您关注了此工作项', 'you follow this work item'),
};
