import type { Text } from '#libs/platform';
import type { Dossier, DossierStatus } from './dossier.store.js';

const statusTexts: Record<DossierStatus, Text> = {
  queued: { zh: '排队中', en: 'queued' },
  running: { zh: '制作中', en: 'being made' },
  ready: { zh: '可下载', en: 'ready' },
  failed: { zh: '制作失败', en: 'failed' },
  refused: { zh: '已无权限', en: 'not permitted any more' },
  expired: { zh: '已过期', en: 'expired' },
};

export function presentDossier(dossier: Dossier) {
  const { id, scope, status, filesDone, filesTotal, sha256, size, requestedAt, expiresAt } = dossier;
  const statusText = statusTexts[status];
  return { id, scope, status, statusText, filesDone, filesTotal, sha256, size, requestedAt, expiresAt };
}

/** Such as `佐证材料-320500.zip`. */
export function dossierName({ id, scope }: Dossier): string {
  const what = 'region' in scope ? scope.region : 'measure' in scope ? `举措${scope.measure}` : id.slice(0, 8);
  return `佐证材料-${what}.zip`;
}
