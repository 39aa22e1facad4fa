import type { SubmissionContent } from '#libs/implementation';
import type { ProgrammeReference } from '#libs/programme';
import { editorOf, leadOf, reviewerOf, secondReviewerOf } from './cast.rules.js';
import type { DemonstrationSettings } from './demonstration.settings.js';
import { decideFates, type Role } from './fates.rules.js';
import { OfficeDays } from './office-days.rules.js';
import { Chance } from './random.rules.js';
import type { Deed, ScriptedAct } from './script.js';
import { type DatedBeat, writeStory } from './story.rules.js';
import {
  exemption,
  extension,
  proposal,
  refusalReason,
  report,
  revisedProposal,
  revisedReport,
  type Setting,
} from './wording.rules.js';

/** The whole history of a programme as acts in the order of time. The same input always gives the same history. */
export function planHistory(programme: ProgrammeReference, settings: DemonstrationSettings): ScriptedAct[] {
  const days = new OfficeDays(settings.from, settings.to);
  const acts = decideFates(programme, settings, days).flatMap((role) => {
    const chance = new Chance(`${settings.seed}/story/${role.measure.no}/${role.region}`);
    return new Storyteller(programme, role, days, chance).tell(writeStory(role, days, chance));
  });
  return acts.sort(
    (one, other) =>
      one.at.getTime() - other.at.getTime() || one.measure - other.measure || one.region.localeCompare(other.region),
  );
}

/** What the teller remembers of the submission in hand. */
interface InHand {
  kind: 'proposal' | 'implementation-report' | 'amendment' | 'exemption';
  content: SubmissionContent;
  failedPoints: number[];
}

/** Puts the beats of one work item into words and names who acts. */
class Storyteller {
  private inHand: InHand | undefined;
  private targetDate: string;
  /** First working day on which the measure can have taken effect. */
  private effectiveFrom: number;
  private readonly reviewer: string;

  constructor(
    private readonly programme: ProgrammeReference,
    private readonly role: Role,
    private readonly days: OfficeDays,
    private readonly chance: Chance,
  ) {
    const { leadDepartment, targetDate } = role.measure;
    this.targetDate = targetDate;
    this.effectiveFrom = Math.max(0, role.inForce);
    this.reviewer = (chance.happens(0.6) ? reviewerOf : secondReviewerOf)(leadDepartment);
  }

  tell(beats: DatedBeat[]): ScriptedAct[] {
    const { region, measure } = this.role;
    return beats.map((dated) => {
      const { by, ...deed } = this.act(dated);
      return { ...deed, by, at: this.days.moment(dated.day, this.chance), measure: measure.no, region };
    });
  }

  private act({ beat, day }: DatedBeat): Deed & { by: string } {
    const { region } = this.role;
    switch (beat) {
      case 'draft-proposal':
      case 'draft-report':
      case 'draft-extension':
      case 'draft-exemption':
        this.inHand = this.draft(beat, day);
        return { verb: 'start', kind: this.inHand.kind, content: this.inHand.content, by: editorOf(region) };
      case 'revise':
        return { verb: 'edit', content: this.revise(), by: editorOf(region) };
      case 'submit':
        return { verb: 'submit', by: leadOf(region) };
      case 'withdraw':
        return { verb: 'withdraw', by: leadOf(region) };
      case 'approve':
        this.approved(day);
        this.known().failedPoints = [];
        return { verb: 'decide', outcome: 'approve', by: this.reviewer, ...this.passed() };
      case 'return':
      case 'reject':
        return this.refuse(beat);
    }
  }

  private draft(beat: 'draft-proposal' | 'draft-report' | 'draft-extension' | 'draft-exemption', day: number): InHand {
    const setting = this.setting(day);
    const drafts = {
      'draft-proposal': () => ({ kind: 'proposal' as const, content: proposal(setting, this.chance) }),
      'draft-report': () => ({
        kind: 'implementation-report' as const,
        content: report(setting, this.effectiveOn(day), this.chance),
      }),
      'draft-extension': () => ({
        kind: 'amendment' as const,
        content: extension(setting, this.targetDate, this.chance),
      }),
      'draft-exemption': () => ({ kind: 'exemption' as const, content: exemption(setting, this.chance) }),
    };
    return { ...drafts[beat](), failedPoints: [] };
  }

  private revise(): SubmissionContent {
    const { kind, content, failedPoints } = this.known();
    const changed = kind === 'proposal' ? revisedProposal(content, this.chance) : revisedReport(content, failedPoints);
    this.inHand = { kind, content: { ...content, ...changed }, failedPoints };
    return changed;
  }

  private approved(day: number): void {
    const { content } = this.known();
    this.targetDate = content.plan?.targetDate ?? this.targetDate;
    this.effectiveFrom = Math.max(this.effectiveFrom, day);
  }

  private refuse(outcome: 'return' | 'reject'): Deed & { by: string } {
    const inHand = this.known();
    const isReport = inHand.kind === 'implementation-report';
    const topic = isReport ? 'report' : inHand.kind === 'proposal' ? 'proposal' : 'other';
    const points = (inHand.content.evidence ?? []).map(({ point }) => point);
    inHand.failedPoints = isReport ? [this.chance.pick(points)] : [];
    const reason = refusalReason(outcome, topic, this.chance);
    return {
      verb: 'decide',
      outcome,
      reason,
      by: this.reviewer,
      ...(isReport ? { failedPoints: inHand.failedPoints } : {}),
      ...this.passed(),
    };
  }

  /** Of a report, the proved points that did not fail. */
  private passed(): { passedPoints?: number[] } {
    const { kind, content, failedPoints } = this.known();
    if (kind !== 'implementation-report') return {};
    const proved = new Set((content.evidence ?? []).map(({ point }) => point));
    return { passedPoints: [...proved].filter((point) => !failedPoints.includes(point)).toSorted((a, b) => a - b) };
  }

  /** Not before the approval of the proposal nor the law, and seldom more than a month before the report. */
  private effectiveOn(day: number): string {
    const earliest = Math.max(this.effectiveFrom, day - 22);
    return this.days.date(this.chance.between(Math.min(earliest, day), day));
  }

  private setting(day: number): Setting {
    const region = this.programme.regions.get(this.role.region);
    if (!region) throw new RangeError(`The programme has no region ${this.role.region}`);
    return { measure: this.role.measure, region, date: this.days.date(day), programmeEndsOn: this.programme.endsOn };
  }

  private known(): InHand {
    if (!this.inHand) throw new RangeError('The story decides what nobody has drafted');
    return this.inHand;
  }
}
