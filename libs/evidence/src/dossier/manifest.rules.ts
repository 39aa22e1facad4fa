import type { Text } from '#libs/platform';
import type { EvidenceRow } from '../items/evidence.queries.js';
import type { DossierScope } from './dossier-scope.js';

/** Where a sent round rests on a piece of evidence. */
export interface PinOfRound {
  evidenceId: string;
  submissionId: string;
  kind: string;
  round: number;
  point: number;
  page: number | null;
}

export interface DossierNames {
  region(code: string): Text;
  measure(no: number): Text;
}

/** One line of the manifest; links have no path, since they bring no file. */
export interface ManifestEntry {
  path: string | null;
  region: string;
  measure: number;
  workItemId: string;
  evidenceId: string;
  kind: 'file' | 'link';
  title: string;
  fileName: string | null;
  sha256: string | null;
  size: number | null;
  mediaType: string | null;
  url: string | null;
  confidential: boolean;
  uploadedBy: Text;
  uploadedAt: string;
  pins: Omit<PinOfRound, 'evidenceId'>[];
}

/** The lines of a dossier in the order of its rows. Nothing in them depends on when or for whom it is made. */
export function manifestEntries(
  rows: readonly EvidenceRow[],
  pins: readonly PinOfRound[],
  names: DossierNames,
): ManifestEntry[] {
  const places = new Map<string, number>();
  return rows.map((row) => {
    const { item, file } = row;
    const place = (places.get(item.id) ?? 0) + (file ? 1 : 0);
    places.set(item.id, place);
    return {
      path: file ? pathOf(row, file.name, place, names) : null,
      region: item.region,
      measure: item.measure,
      workItemId: item.id,
      evidenceId: row.id,
      kind: row.kind,
      title: row.title,
      fileName: file?.name ?? null,
      sha256: file?.sha256 ?? null,
      size: file?.size ?? null,
      mediaType: file?.mediaType ?? null,
      url: row.url,
      confidential: row.confidential,
      uploadedBy: row.uploadedBy.name,
      uploadedAt: new Date(row.uploadedAt).toISOString(),
      pins: pins.filter(({ evidenceId }) => evidenceId === row.id).map(({ evidenceId: _, ...pin }) => pin),
    };
  });
}

/** Such as `320500-苏州/012-便利外籍人才办理工作许可/01-notice.pdf`; the numbers keep names apart. */
function pathOf({ item }: EvidenceRow, fileName: string, place: number, names: DossierNames): string {
  const region = `${item.region}-${names.region(item.region).zh}`;
  const measure = `${String(item.measure).padStart(3, '0')}-${short(names.measure(item.measure).zh)}`;
  return [region, measure, `${String(place).padStart(2, '0')}-${fileName}`].map(folderName).join('/');
}

const short = (text: string): string => [...text].slice(0, 30).join('');

/** A name that every system can unpack. */
function folderName(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/[. ]+$/, '');
}

export function manifestJson(scope: DossierScope, entries: readonly ManifestEntry[]): string {
  return `${JSON.stringify({ scope, files: entries.filter(({ path }) => path !== null).length, evidence: entries }, null, 2)}\n`;
}

const heads = [
  'path',
  'region',
  'measure',
  'kind',
  'title',
  'fileName',
  'sha256',
  'size',
  'mediaType',
  'url',
  'confidential',
  'uploadedBy',
  'uploadedAt',
  'pins',
] as const;

/** For spreadsheets: with the mark by which they know UTF-8, and with nothing that they would take for a formula. */
export function manifestCsv(entries: readonly ManifestEntry[]): string {
  const lines = entries.map((entry) => heads.map((head) => cell(valueOf(entry, head))).join(','));
  return `\ufeff${[heads.join(','), ...lines].join('\r\n')}\r\n`;
}

function valueOf(entry: ManifestEntry, head: (typeof heads)[number]): string {
  if (head === 'uploadedBy') return `${entry.uploadedBy.zh} ${entry.uploadedBy.en}`;
  if (head === 'pins') return entry.pins.map(pinText).join('; ');
  return String(entry[head] ?? '');
}

const pinText = ({ kind, round, point, page }: Omit<PinOfRound, 'evidenceId'>): string =>
  `${kind} round ${round} point ${point}${page === null ? '' : ` page ${page}`}`;

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
