import { type Blocker, conflict, DomainError, notFound, type Text } from '#libs/platform';

export const noSuchItem = () => notFound({ zh: '工作项', en: 'work item' });
export const noSuchEvidence = () => notFound({ zh: '佐证材料', en: 'evidence' });

export const itemFull = (most: number) =>
  conflict('item-full', {
    zh: `每个工作项最多 ${most} 份佐证材料。`,
    en: `A work item may have ${most} pieces of evidence at most.`,
  });

export const regionFull = (gigabytes: number) =>
  conflict('region-full', {
    zh: `本地区的佐证材料总量已达 ${gigabytes} GB 上限，请联系统筹管理员。`,
    en: `The region's evidence has reached its limit of ${gigabytes} GB; tell the coordinators.`,
  });

export const pinned = () =>
  conflict('evidence-pinned', {
    zh: '已报送的轮次引用了该材料，不能移除。',
    en: 'A round that was sent rests on this evidence; it cannot be removed.',
  });

export const notConfidentialThere = () =>
  conflict('already-there-not-confidential', {
    zh: '该工作项已有相同文件且未设为保密；请先将已有材料改为保密。',
    en: 'The item has the same file already and it is not confidential; make that one confidential instead.',
  });

/** A refusal of one file of a folder, as the list of its answer shows it. */
export function blockerOf(error: DomainError): Blocker {
  return { code: error.code, message: error.text };
}

export const blocker = (code: string, message: Text): Blocker => ({ code, message });
