import type { Blocker } from '#libs/platform';

/** One thing that the centre requires to be proved for a measure. */
export interface ProofPoint {
  no: number;
  required: boolean;
}

/** What a region pins to a point of the proof list: an address, or evidence of the item with the page to look at. */
export interface EvidenceLink {
  point: number;
  title: string;
  url?: string;
  evidenceId?: string;
  page?: number;
  note?: string;
}

/** Pins that name neither an address nor evidence, or both, or a page of an address. */
export function pinFaults(evidence: readonly EvidenceLink[]): Blocker[] {
  return evidence.flatMap(({ url, evidenceId, page }, index) => {
    if ((url === undefined) === (evidenceId === undefined)) {
      return [
        {
          code: 'pin-target',
          pointer: `/evidence/${index}`,
          message: { zh: '须给出网址或材料编号之一。', en: 'Name either an address or a piece of evidence.' },
        },
      ];
    }
    if (page === undefined || evidenceId !== undefined) return [];
    return [
      {
        code: 'pin-page',
        pointer: `/evidence/${index}/page`,
        message: { zh: '只有文件可以指定页码。', en: 'Only a file has pages.' },
      },
    ];
  });
}

/** Required points without evidence, and evidence for points that the measure does not have. */
export function proofFaults(points: readonly ProofPoint[], evidence: readonly EvidenceLink[]): Blocker[] {
  const pinned = new Set(evidence.map((link) => link.point));
  const known = new Set(points.map((point) => point.no));
  const missing = points
    .filter((point) => point.required && !pinned.has(point.no))
    .map((point) => ({
      code: 'proof-missing',
      pointer: '/evidence',
      message: {
        zh: `第 ${point.no} 项佐证要求尚无材料。`,
        en: `Point ${point.no} of the proof list has no evidence.`,
      },
    }));
  const strange = evidence.flatMap((link, index) =>
    known.has(link.point)
      ? []
      : [
          {
            code: 'proof-unknown',
            pointer: `/evidence/${index}/point`,
            message: { zh: `佐证清单中没有第 ${link.point} 项。`, en: `The proof list has no point ${link.point}.` },
          },
        ],
  );
  return [...missing, ...strange];
}
