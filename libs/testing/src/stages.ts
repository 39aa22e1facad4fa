import type { Reply, TestClient } from './client.js';
import type { Town, TownItem } from './town.js';

type Kind = 'proposal' | 'implementation-report' | 'amendment' | 'exemption';

/** A submission as it stands after the last act on it. */
export interface Stage {
  item: TownItem;
  /** Id of the submission. */
  id: string;
  /** The work item's version, to be sent as If-Match. */
  version: number;
}

/** Complete contents by kind. */
export const completeContent = {
  proposal: {
    plan: {
      summary: 'What we shall do',
      responsible: 'Li Na',
      targetDate: '2022-06-30',
      steps: [{ title: 'First step', dueOn: '2022-03-31' }],
    },
  },
  'implementation-report': {
    summary: 'What has been done',
    effectiveOn: '2021-12-01',
    evidence: [{ point: 1, title: 'Notice', url: 'https://example.org/notice' }],
  },
  amendment: { plan: { targetDate: '2022-12-31' }, reason: 'Later than thought', progress: 'Half is done' },
  exemption: { reason: 'There is no port here' },
} satisfies Record<Kind, Record<string, unknown>>;

/** Brings work items of a town into a state, through the real HTTP API and by the right people; parents are made first. */
export class Stages {
  constructor(private readonly town: Town) {}

  async draft(kind: Kind = 'proposal', item?: TownItem, content: Record<string, unknown> = completeContent[kind]) {
    const target = item ?? (await this.parentOf(kind));
    const editor = await this.regional('editor', target);
    const reply = await editor.post(`/work-items/${target.id}/submissions`, { kind, ...content });
    return this.stage(target, reply);
  }

  async submitted(kind: Kind = 'proposal', item?: TownItem, content?: Record<string, unknown>): Promise<Stage> {
    return this.submit(await this.draft(kind, item, content));
  }

  async submit(stage: Stage): Promise<Stage> {
    const lead = await this.regional('lead', stage.item);
    return this.stage(
      stage.item,
      await lead.post(`/submissions/${stage.id}/submit`, undefined, { ifMatch: stage.version }),
    );
  }

  async decided(stage: Stage, outcome: 'approve' | 'return' | 'reject' = 'approve'): Promise<Stage> {
    const reviewer = await this.town.as(`reviewer.${stage.item.lead.toLowerCase()}`);
    const body =
      outcome === 'approve' ? { outcome, passedPoints: [1] } : { outcome, reason: 'Not yet', failedPoints: [1] };
    const reply = await reviewer.post(`/submissions/${stage.id}/decisions`, body, { ifMatch: stage.version });
    return this.stage(stage.item, reply);
  }

  /** A proposal that waits for its decision. */
  proposed(item?: TownItem): Promise<Stage> {
    return this.submitted('proposal', item);
  }

  async approved(item?: TownItem): Promise<Stage> {
    return this.decided(await this.proposed(item));
  }

  /** An implementation report that waits for its decision. */
  async reported(item?: TownItem): Promise<Stage> {
    const { item: parent } = await this.approved(item);
    return this.submitted('implementation-report', parent);
  }

  async implemented(item?: TownItem): Promise<Stage> {
    return this.decided(await this.reported(item));
  }

  async exempt(item?: TownItem): Promise<Stage> {
    return this.decided(await this.submitted('exemption', item));
  }

  private async parentOf(kind: Kind): Promise<TownItem> {
    return kind === 'proposal' || kind === 'exemption' ? this.town.fresh() : (await this.approved()).item;
  }

  private regional(role: 'editor' | 'lead', { region }: TownItem): Promise<TestClient> {
    return this.town.as(`${role}.${region.toLowerCase()}`);
  }

  private stage(item: TownItem, { status, body }: Reply<Record<string, unknown>>): Stage {
    if (status >= 300) throw new Error(`the stage cannot be reached: ${JSON.stringify(body)}`);
    return { item, id: String(body['id']), version: Number(body['version']) };
  }
}
