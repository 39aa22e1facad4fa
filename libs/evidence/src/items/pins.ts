import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Blocker } from '#libs/platform';
import { type EvidenceLink, pinFaults } from '../evidence.rules.js';
import { maySeeEvidence } from './evidence.policy.js';
import { presentFile } from './evidence.presenter.js';
import { EvidenceQueries, type EvidenceRow } from './evidence.queries.js';

/** A pin as its reader sees it: with what it stands for, or without when that is not for this person. */
export interface ResolvedPin extends EvidenceLink {
  /** Of pinned evidence; nothing more is told of a confidential one to whom it is not for. */
  confidential?: boolean;
  /** Name, hash, size and type of a pinned file. */
  file?: ReturnType<typeof presentFile> | null;
}

/** What a submission says, as far as pins go. */
interface Pinning {
  evidence?: readonly EvidenceLink[];
}

/** The pins of submissions: whether they hold, and what they stand for. */
@Injectable()
export class Pins {
  constructor(private readonly queries: EvidenceQueries) {}

  /** What is wrong with the pins of a draft about this item, which the act has locked. */
  async faults(tx: Tx, workItemId: string, evidence: readonly EvidenceLink[] = []): Promise<Blocker[]> {
    const wrong = pinFaults(evidence);
    const ids = idsOf([{ evidence }]);
    if (ids.length === 0) return wrong;
    const rows = new Map((await this.queries.byIds(ids, tx)).map((row) => [row.id, row]));
    return [...wrong, ...evidence.flatMap((pin, index) => pinFault(pin, index, workItemId, rows))];
  }

  /** The same contents with their pins told as far as this person may know. */
  async resolve<Content extends Pinning>(
    actor: Actor,
    contents: readonly Content[],
  ): Promise<(Omit<Content, 'evidence'> & { evidence?: ResolvedPin[] })[]> {
    const ids = idsOf(contents);
    const rows = new Map(ids.length > 0 ? (await this.queries.byIds(ids)).map((row) => [row.id, row]) : []);
    return contents.map(({ evidence, ...content }) =>
      evidence ? { ...content, evidence: evidence.map((pin) => resolved(actor, pin, rows)) } : content,
    );
  }
}

function idsOf(contents: readonly Pinning[]): string[] {
  const all = contents.flatMap(({ evidence = [] }) => evidence.flatMap(({ evidenceId }) => evidenceId ?? []));
  return [...new Set(all.map((id) => id.toLowerCase()))];
}

function pinFault(
  { evidenceId, page }: EvidenceLink,
  index: number,
  workItemId: string,
  rows: ReadonlyMap<string, EvidenceRow>,
): Blocker[] {
  if (evidenceId === undefined) return [];
  const row = rows.get(evidenceId.toLowerCase());
  // Evidence of other items is as unknown here as what never was.
  if (!row || row.item.id !== workItemId || row.removed) {
    const message = {
      zh: '该工作项没有此材料，或材料已被移除。',
      en: 'The work item has no such evidence, or it was removed.',
    };
    return [{ code: 'evidence-unknown', pointer: `/evidence/${index}/evidenceId`, message }];
  }
  if (page === undefined || row.kind === 'file') return [];
  const message = { zh: '只有文件可以指定页码。', en: 'Only a file has pages.' };
  return [{ code: 'pin-page', pointer: `/evidence/${index}/page`, message }];
}

function resolved(actor: Actor, pin: EvidenceLink, rows: ReadonlyMap<string, EvidenceRow>): ResolvedPin {
  if (pin.evidenceId === undefined) return pin;
  const row = rows.get(pin.evidenceId.toLowerCase());
  if (!row) return { ...pin, file: null };
  const { point, evidenceId } = pin;
  // Who sees the paper with a pin in it has it under review; confidential evidence stays closed all the same.
  if (!maySeeEvidence(actor, row.item, row)) return { point, evidenceId, title: '—', confidential: true, file: null };
  const url = row.url === null ? {} : { url: row.url };
  return { ...pin, ...url, confidential: row.confidential, file: row.file && presentFile(row.file) };
}
