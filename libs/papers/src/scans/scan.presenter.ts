import type { ScanRow } from './scan.queries.js';

/** A scan as those see it for whom it is. */
export function presentScan({ file, ...scan }: ScanRow) {
  return { ...scan, file, content: `/api/v1/signed-scans/${scan.id}/content` };
}
