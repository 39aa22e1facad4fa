import type { LoggedEvent, NewEvent } from '#libs/audit';

/** An event as far as it settles who is told: one that was logged, or one that an act would write. */
export type Happening = Partial<
  Pick<LoggedEvent, 'seq' | 'data'> & {
    [Name in Facts]: LoggedEvent[Name] | NewEvent[Name];
  }
> & { kind: string };

type Facts = 'programme' | 'region' | 'department' | 'workItemId' | 'submissionId' | 'actorPersonId' | 'onBehalfOf';

/** The work item that an event is about, whether it is a move of it or not. */
export function itemOf({ workItemId, data }: Happening): string | undefined {
  return workItemId ?? textOf(data, 'workItemId');
}

/** A text member of an event's data. */
export function textOf(data: Record<string, unknown> | undefined, name: string): string | undefined {
  const value = data?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** Texts of a list member of an event's data. */
export function textsOf(data: Record<string, unknown> | undefined, name: string): string[] {
  const value = data?.[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Those of the texts that are ids: what an event carries is not all about persons. */
export function idsAmong(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined).filter((text) => uuid.test(text));
}

/** Ids of the persons whom an event about persons names besides its actor. */
export function personsNamed(data: Record<string, unknown> | undefined): string[] {
  return idsAmong(['substitute', 'person', 'head', 'former'].map((name) => textOf(data, name)));
}

/** What a warning is about: several events of one warning tell a person once. */
export function subjectOf({ kind, programme, data }: Happening): string | undefined {
  if (!kind.startsWith('warn-legal-adjustment-')) return undefined;
  return [kind, programme, textOf(data, 'adjustment'), textOf(data, 'inForceTo')].join(':');
}
