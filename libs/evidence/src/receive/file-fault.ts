import { DomainError, type ProblemStatus, type Text } from '#libs/platform';

/** What is wrong with one file of a request; the others may be good. */
export interface FileFault {
  status: ProblemStatus;
  /** Stable word for programs, such as `file-empty`. */
  code: string;
  message: Text;
}

/** Ends the reading of one file, with its reason. */
export class FileRefused extends Error {
  constructor(readonly fault: FileFault) {
    super(fault.message.en);
    this.name = 'FileRefused';
  }
}

export const fault = (status: ProblemStatus, code: string, zh: string, en: string): FileFault => ({
  status,
  code,
  message: { zh, en },
});

/** The refusal of a whole request for the sake of one of its files; `place` counts from 0. */
export function refusalOf({ status, code, message }: FileFault, place: number): DomainError {
  return new DomainError(status, code, message, [{ code, message, pointer: `/files/${place}` }]);
}
