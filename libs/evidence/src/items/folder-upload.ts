import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import { type Answer, type Blocker, forbidden, notFound, type OnceKey } from '#libs/platform';
import { Reference } from '#libs/programme';
import type { Received, ReceivedFile } from '../receive/file-receiver.js';
import { blocker, blockerOf } from './evidence.errors.js';
import { mayChangeEvidence, maySeePlace } from './evidence.policy.js';
import { presentEvidence } from './evidence.presenter.js';
import { type EvidenceItem, EvidenceQueries, type EvidenceRow } from './evidence.queries.js';
import { measureOf } from './folder.rules.js';
import { titleOf } from './form.rules.js';
import type { Added } from './add-evidence.js';
import { type Upload, Uploads } from './uploads.js';

/** A file of the folder: on its way to an item, or refused. */
interface Sorted {
  name: string;
  measure: number | null;
  upload?: Upload;
  reasons: Blocker[];
}

/** A folder of files whose names begin with the number of a measure: each goes to its item of one region. */
@Injectable()
export class FolderUpload {
  constructor(
    private readonly reference: Reference,
    private readonly queries: EvidenceQueries,
    private readonly uploads: Uploads,
  ) {}

  /** Throws 404 for a region that this person knows nothing of, 403 where nothing may be added; before any file is read. */
  async check(actor: Actor, programme: string, region: string): Promise<void> {
    const { regions } = await this.reference.programme(programme);
    if (!regions.has(region) || !maySeePlace(actor, { region })) throw notFound({ zh: '试点地区', en: 'region' });
    if (!mayChangeEvidence(actor, { region })) throw forbidden();
  }

  /** One bad file does not lose the others; a repetition changes nothing. */
  async run(
    actor: Actor,
    key: OnceKey | undefined,
    place: { programme: string; region: string },
    { files }: Received,
    confidential: boolean,
  ): Promise<Answer> {
    const { measures } = await this.reference.programme(place.programme);
    const items = await this.queries.itemsOfRegion(place.programme, place.region);
    const sorted = files.map((file): Sorted => {
      const measure = measureOf(file.sentAs) ?? null;
      const reason = 'fault' in file ? file.fault : reasonAgainst(measure, measures, items);
      if (reason || 'fault' in file)
        return { name: file.sentAs, measure, reasons: [blocker(reason!.code, reason!.message)] };
      return { name: file.sentAs, measure, upload: uploadOf(file, items.get(measure!)!, confidential), reasons: [] };
    });
    const uploads = sorted.flatMap(({ upload }) => upload ?? []);
    return this.uploads.run(actor, key, uploads, (added, rows) => answerOf(actor, sorted, added, rows));
  }
}

const uploadOf = (file: ReceivedFile, item: EvidenceItem, confidential: boolean): Upload => ({
  workItemId: item.id,
  file,
  title: titleOf(file.name),
  confidential,
});

function reasonAgainst(
  measure: number | null,
  measures: ReadonlyMap<number, unknown>,
  items: ReadonlyMap<number, EvidenceItem>,
): Blocker | undefined {
  if (measure === null) {
    return blocker('no-measure-number', {
      zh: '文件名（或所在文件夹名）须以举措编号开头，例如“12-通知.pdf”。',
      en: 'The name, or that of its folder, must begin with the number of a measure, such as "12-notice.pdf".',
    });
  }
  if (!measures.has(measure)) {
    return blocker('unknown-measure', { zh: `没有第 ${measure} 项举措。`, en: `There is no measure ${measure}.` });
  }
  const item = items.get(measure);
  if (item && item.status !== 'exempt') return undefined;
  return blocker('not-applicable', {
    zh: `第 ${measure} 项举措不适用于本地区。`,
    en: `Measure ${measure} does not apply to this region.`,
  });
}

function answerOf(actor: Actor, sorted: Sorted[], added: Added[], rows: Map<string, EvidenceRow>): Answer {
  const results = [...added];
  const items = sorted.map(({ name, measure, upload, reasons }) => {
    const result = upload && results.shift();
    if (!result) return { name, measure, outcome: 'refused' as const, evidence: null, reasons };
    if (result.status === 'refused') {
      return { name, measure, outcome: result.status, evidence: null, reasons: [blockerOf(result.error)] };
    }
    return { name, measure, outcome: result.status, evidence: presentEvidence(rows.get(result.id)!, actor), reasons };
  });
  const count = (outcome: string) => items.filter((item) => item.outcome === outcome).length;
  return {
    status: 200,
    body: { stored: count('stored'), repeated: count('repeated'), refused: count('refused'), items },
  };
}
