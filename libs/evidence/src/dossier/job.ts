import { jobName } from '#libs/queues';

/** Carries the id of the dossier to make. */
export const makeDossier = jobName<{ dossierId: string }>('make-dossier');
