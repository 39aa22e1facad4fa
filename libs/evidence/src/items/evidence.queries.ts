import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { Text } from '#libs/platform';
import { Reference } from '#libs/programme';
import type { EvidencePlace } from './evidence.policy.js';

/** A work item as evidence sees it. */
export interface EvidenceItem extends EvidencePlace {
  id: string;
  programme: string;
  measure: number;
  status: string;
}

export interface StoredFile {
  name: string;
  sha256: string;
  /** Bytes. */
  size: number;
  mediaType: string;
}

/** One piece of evidence with what decides who may see it. */
export interface EvidenceRow {
  id: string;
  item: EvidenceItem;
  kind: 'file' | 'link';
  title: string;
  file: StoredFile | null;
  url: string | null;
  confidential: boolean;
  version: number;
  uploadedBy: { id: string; name: Text };
  uploadedAt: Date;
  removed: boolean;
  /** Pinned by a round that was sent: it can no longer be removed. */
  pinned: boolean;
  /** Pinned by the round that is with the ministry. */
  underReview: boolean;
}

/** Where else the same file lies. */
export interface SameFile {
  sha256: string;
  workItemId: string;
  region: string;
  measure: number;
}

type Reads = Pick<Database | Tx, 'rows'>;
type PlainItem = Omit<EvidenceItem, 'supportingDepartments'>;

const item = `w.id, w.programme, w.measure, w.region, w.lead_department as "leadDepartment", w.status`;

const pins = `r.content -> 'evidence' @> jsonb_build_array(jsonb_build_object('evidenceId', e.id))`;

const columns = `e.id, e.kind, e.title, e.url, e.confidential, e.version, e.uploaded_at as "uploadedAt",
  e.removed_at is not null as removed,
  jsonb_build_object('id', w.id, 'programme', w.programme, 'measure', w.measure, 'region', w.region,
    'leadDepartment', w.lead_department, 'status', w.status) as item,
  case when e.kind = 'file' then jsonb_build_object('name', e.file_name, 'sha256', f.sha256, 'size', f.size,
    'mediaType', f.media_type) end as file,
  jsonb_build_object('id', p.id, 'name', jsonb_build_object('zh', p.name_zh, 'en', p.name_en)) as "uploadedBy",
  exists (select from submission_round r join submission s on s.id = r.submission_id
    where s.work_item_id = e.work_item_id and ${pins}) as pinned,
  exists (select from submission_round r join submission s on s.id = r.submission_id and s.round = r.round
    where s.work_item_id = e.work_item_id and s.status = 'submitted' and ${pins}) as "underReview"`;

const from = `from evidence e join work_item w on w.id = e.work_item_id join person p on p.id = e.uploaded_by
  left join evidence_file f on f.sha256 = e.sha256`;

const byIds = `select ${columns} ${from} where e.id = any($1::uuid[]) order by e.id`;
const ofItem = `select ${columns} ${from} where e.work_item_id = $1 and e.removed_at is null order by e.id`;
const ofRegion = `select ${columns} ${from} where e.region = $1 and e.programme = $2 and e.removed_at is null
  order by e.measure, e.id`;
const ofMeasure = `select ${columns} ${from} where e.programme = $1 and e.measure = $2 and e.removed_at is null
  order by e.region, e.id`;
const ofFiles = `select ${columns} ${from} where e.work_item_id = $1 and e.sha256 = any($2::text[]) and e.removed_at is null`;
const items = `select ${item} from work_item w where w.id = any($1::uuid[]) order by w.id`;
const lockItems = `${items} for no key update`;
const itemsOfRegion = `select ${item} from work_item w where w.programme = $1 and w.region = $2 order by w.measure`;
const sameFiles = `
  select e.sha256, e.work_item_id as "workItemId", e.region, e.measure from evidence e
  where e.sha256 = any($1::text[]) and e.work_item_id <> $2 and e.removed_at is null
  order by e.region, e.measure, e.id limit 1000`;

/** Reads of evidence. Within a transaction pass its `tx` as `from`. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: Reference,
  ) {}

  async byIds(ids: readonly string[], reads: Reads = this.database): Promise<EvidenceRow[]> {
    return this.complete(await reads.rows<EvidenceRow>(byIds, [ids]));
  }

  async byId(id: string, reads: Reads = this.database): Promise<EvidenceRow | undefined> {
    return (await this.byIds([id], reads))[0];
  }

  /** What an item has, removed ones left out, in the order in which it came. */
  async ofItem(workItemId: string, reads: Reads = this.database): Promise<EvidenceRow[]> {
    return this.complete(await reads.rows<EvidenceRow>(ofItem, [workItemId]));
  }

  async ofRegion(programme: string, region: string): Promise<EvidenceRow[]> {
    return this.complete(await this.database.rows<EvidenceRow>(ofRegion, [region, programme]));
  }

  async ofMeasure(programme: string, measure: number): Promise<EvidenceRow[]> {
    return this.complete(await this.database.rows<EvidenceRow>(ofMeasure, [programme, measure]));
  }

  /** Evidence of an item that holds one of these files. */
  async ofFiles(workItemId: string, sha256s: readonly string[], reads: Reads): Promise<EvidenceRow[]> {
    return this.complete(await reads.rows<EvidenceRow>(ofFiles, [workItemId, sha256s]));
  }

  async item(id: string): Promise<EvidenceItem | undefined> {
    const [found] = await this.database.rows<PlainItem>(items, [[id]]);
    return found && this.withSupport(found);
  }

  /** Locks items in the order of their ids: nothing is sent, decided or pinned meanwhile. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Map<string, EvidenceItem>> {
    const locked = await tx.rows<PlainItem>(lockItems, [ids]);
    return new Map(await Promise.all(locked.map(async (one) => [one.id, await this.withSupport(one)] as const)));
  }

  /** The items of a region by the numbers of their measures. */
  async itemsOfRegion(programme: string, region: string): Promise<Map<number, EvidenceItem>> {
    const found = await this.database.rows<PlainItem>(itemsOfRegion, [programme, region]);
    return new Map(await Promise.all(found.map(async (one) => [one.measure, await this.withSupport(one)] as const)));
  }

  /** Other items that hold one of these files. */
  async sameFiles(sha256s: readonly string[], workItemId: string): Promise<SameFile[]> {
    if (sha256s.length === 0) return [];
    return this.database.rows<SameFile>(sameFiles, [sha256s, workItemId]);
  }

  private async complete(rows: EvidenceRow[]): Promise<EvidenceRow[]> {
    return Promise.all(rows.map(async (row) => ({ ...row, item: await this.withSupport(row.item) })));
  }

  private async withSupport(plain: PlainItem): Promise<EvidenceItem> {
    const measure = (await this.reference.programme(plain.programme)).measures.get(plain.measure);
    return { ...plain, supportingDepartments: measure?.supportingDepartments ?? [] };
  }
}
