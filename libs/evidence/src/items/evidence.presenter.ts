import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import { kindOfMediaType } from '../receive/file-kind.rules.js';
import { mayChangeEvidence, maySeeEvidence, maySeeSameFile } from './evidence.policy.js';
import { EvidenceQueries, type EvidenceRow, type SameFile, type StoredFile } from './evidence.queries.js';

/** Turns evidence into what this person may see of it. */
@Injectable()
export class EvidencePresenter {
  constructor(private readonly queries: EvidenceQueries) {}

  /** Those of one item's pieces that this person may see. */
  async list(rows: readonly EvidenceRow[], actor: Actor) {
    const visible = rows.filter((row) => maySeeEvidence(actor, row.item, row));
    const item = visible[0]?.item;
    if (!item || !maySeeSameFile(actor, item)) return visible.map((row) => presentEvidence(row, actor));
    const files = visible.flatMap(({ file }) => file?.sha256 ?? []);
    const same = bySha256(await this.queries.sameFiles(files, item.id));
    return visible.map((row) => ({
      ...presentEvidence(row, actor),
      sameFileIn: (same.get(row.file?.sha256 ?? '') ?? []).map(place),
    }));
  }
}

export function presentEvidence(row: EvidenceRow, actor: Actor) {
  const { id, item, kind, title, url, confidential, pinned, version, uploadedBy, uploadedAt } = row;
  const change = mayChangeEvidence(actor, item) && !row.removed;
  return {
    id,
    workItemId: item.id,
    region: item.region,
    measure: item.measure,
    kind,
    title,
    file: row.file && presentFile(row.file),
    url,
    confidential,
    pinned,
    version,
    uploadedBy,
    uploadedAt,
    can: { change, remove: change && !pinned },
  };
}

export const presentFile = (file: StoredFile) => ({ ...file, kind: kindOfMediaType(file.mediaType) ?? 'text' });

const place = ({ workItemId, region, measure }: SameFile) => ({ workItemId, region, measure });

function bySha256(found: SameFile[]): Map<string, SameFile[]> {
  const grouped = new Map<string, SameFile[]>();
  for (const one of found) grouped.set(one.sha256, [...(grouped.get(one.sha256) ?? []), one]);
  return grouped;
}
