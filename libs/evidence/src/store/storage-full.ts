import { DomainError } from '#libs/platform';

/** Runs work on the disk; a full one is a refusal that passes, not a fault of ours. */
export async function storageFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new DomainError(
      503,
      'storage-full',
      { zh: '存储空间不足，请稍后再试。', en: 'There is no room left to store files; try again later.' },
      [],
      { retryAfter: 300 },
    );
  }
}
