import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Actor } from '#libs/identity';
import { notFound } from '#libs/platform';
import { Reference } from '#libs/programme';
import { noSuchItem } from '../items/evidence.errors.js';
import { maySeeEvidence, maySeePlace } from '../items/evidence.policy.js';
import { EvidenceQueries, type EvidenceRow } from '../items/evidence.queries.js';
import type { DossierScope } from './dossier-scope.js';
import type { DossierNames, PinOfRound } from './manifest.rules.js';

const pinsOfItems = `
  select pin ->> 'evidenceId' as "evidenceId", s.id as "submissionId", s.kind, r.round, (pin ->> 'point')::integer as point,
    (pin ->> 'page')::integer as page
  from submission s join submission_round r on r.submission_id = s.id
  cross join lateral jsonb_array_elements(r.content -> 'evidence') as pin
  where s.work_item_id = any($1::uuid[]) and jsonb_typeof(r.content -> 'evidence') = 'array' and pin ? 'evidenceId'
  order by s.created_at, s.id, r.round, point, page`;

/** What a person may find in a dossier, by the rights of this moment. */
@Injectable()
export class DossierContents {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly reference: Reference,
    private readonly database: Database,
  ) {}

  /** Throws 404 for a scope that this person knows nothing of. Tells where it lies. */
  async place(actor: Actor, scope: DossierScope): Promise<{ programme: string; region?: string; department?: string }> {
    if ('workItemId' in scope) {
      const item = await this.queries.item(scope.workItemId);
      if (!item || !maySeePlace(actor, item)) throw noSuchItem();
      return { programme: item.programme, region: item.region, department: item.leadDepartment };
    }
    const { regions } = await this.reference.programme(scope.programme);
    if ('measure' in scope) {
      const { leadDepartment: department } = await this.reference.measure(scope.programme, scope.measure);
      return { programme: scope.programme, department };
    }
    if (!regions.has(scope.region) || !maySeePlace(actor, scope)) throw notFound({ zh: '试点地区', en: 'region' });
    return { programme: scope.programme, region: scope.region };
  }

  /** In the order of the dossier: by region, measure, and as it came. */
  async visible(actor: Actor, scope: DossierScope): Promise<EvidenceRow[]> {
    const rows = (await this.inScope(scope)).filter((row) => maySeeEvidence(actor, row.item, row));
    const key = ({ item, id }: EvidenceRow) => `${item.region} ${String(item.measure).padStart(6, '0')} ${id}`;
    return rows.sort((one, other) => (key(one) < key(other) ? -1 : 1));
  }

  async pins(rows: readonly EvidenceRow[]): Promise<PinOfRound[]> {
    return this.database.rows<PinOfRound>(pinsOfItems, [[...new Set(rows.map(({ item }) => item.id))]]);
  }

  async names(programme: string): Promise<DossierNames> {
    const { regions, measures } = await this.reference.programme(programme);
    const none = { zh: '—', en: '—' };
    return {
      region: (code) => regions.get(code)?.name ?? none,
      measure: (no) => measures.get(no)?.title ?? none,
    };
  }

  private inScope(scope: DossierScope): Promise<EvidenceRow[]> {
    if ('workItemId' in scope) return this.queries.ofItem(scope.workItemId);
    if ('measure' in scope) return this.queries.ofMeasure(scope.programme, scope.measure);
    return this.queries.ofRegion(scope.programme, scope.region);
  }
}
