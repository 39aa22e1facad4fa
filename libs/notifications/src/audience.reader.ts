import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { PeopleQueries, type Role, type Scope } from '#libs/identity';
import { Reference } from '#libs/programme';
import { type Happening, idsAmong, personsNamed, textOf, textsOf } from './happening.js';
import type { Audience } from './routing.rules.js';
import type { Surroundings } from './surroundings.js';

/** Finds the people of an audience; for one set of events, so that each department and region is asked for once. */
export type PeopleOf = (audience: Audience, event: Happening) => Promise<readonly string[]>;

type WithRole = (role: Role, scope?: Scope) => Promise<string[]>;

@Injectable()
export class AudienceReader {
  constructor(
    private readonly people: PeopleQueries,
    private readonly reference: Reference,
  ) {}

  /** Answers from what is there now, as the transaction sees it. */
  reader(tx: Tx, around: Surroundings): PeopleOf {
    const known = new Map<string, Promise<string[]>>();
    const kept = (key: string, ask: () => Promise<string[]>) => {
      if (!known.has(key)) known.set(key, ask());
      return known.get(key)!;
    };
    const withRole: WithRole = (role, scope = {}) =>
      kept(`${role}:${scope.region ?? ''}:${scope.department ?? ''}`, async () =>
        (await this.people.personsWith(role, scope, tx)).map(({ personId }) => personId),
      );
    const headOf = (department: string) => kept(`head:${department}`, () => this.headOf(tx, department));
    return (audience, event) => this.find(audience, event, around, withRole, headOf);
  }

  private async find(
    audience: Audience,
    event: Happening,
    around: Surroundings,
    withRole: WithRole,
    headOf: (department: string) => Promise<string[]>,
  ): Promise<readonly string[]> {
    const { data } = event;
    const { parties } = around.matterOf(event);
    const region = parties?.region ?? event.region ?? undefined;
    const department = parties?.leadDepartment ?? event.department ?? undefined;
    switch (audience) {
      case 'represented':
        return event.onBehalfOf ? [event.onBehalfOf] : [];
      case 'mentioned':
        return idsAmong(textsOf(data, 'mentions'));
      case 'successor':
        return idsAmong([textOf(data, 'to')]);
      case 'named':
        return personsNamed(data);
      case 'asked':
        return all(departmentsAsked(event).map((asked) => withRole('reviewer', { department: asked })));
      case 'requester':
      case 'asker':
        return around.askerOf(event);
      case 'participant':
        return around.participantsOf(event);
      case 'holder':
        return around.holderOf(event);
      case 'head':
        return department === undefined ? [] : headOf(department);
      case 'lead-department':
        return department === undefined ? [] : withRole('reviewer', { department });
      case 'region-leads':
        return region === undefined ? [] : withRole('regional-lead', { region });
      case 'region':
        return region === undefined ? [] : ofRegion(withRole, region);
      case 'adjustment-departments':
        return all((await this.departmentsNeeding(event)).map((one) => withRole('reviewer', { department: one })));
      case 'adjustment-regions':
        return all((await this.regionsCovered(event)).map((one) => ofRegion(withRole, one)));
      case 'every-region-lead':
        return withRole('regional-lead');
      case 'coordinators':
        return withRole('coordinator');
      case 'follower':
        return around.followersOf(event);
    }
  }

  private async headOf(tx: Tx, department: string): Promise<string[]> {
    const head = await this.people.headOf(department, tx);
    return head ? [head.personId] : [];
  }

  /** The departments that lead measures which need the adjustment. */
  private async departmentsNeeding({ programme, data }: Happening): Promise<string[]> {
    const code = textOf(data, 'adjustment');
    if (!programme || code === undefined) return [];
    const { measures } = await this.reference.programme(programme);
    const needing = [...measures.values()].filter(({ legalAdjustments }) => legalAdjustments.includes(code));
    return [...new Set(needing.map(({ leadDepartment }) => leadDepartment))];
  }

  /** The regions that the event names, else those that the adjustment covers. */
  private async regionsCovered({ programme, region, data }: Happening): Promise<readonly string[]> {
    const named = textsOf(data, 'regions');
    if (named.length > 0) return named;
    if (region) return [region];
    const code = textOf(data, 'adjustment');
    if (!programme || code === undefined) return [];
    return (await this.reference.programme(programme)).legalAdjustments.get(code)?.regions ?? [];
  }
}

/** Departments that an event asks for their opinion. */
export function departmentsAsked({ data }: Pick<Happening, 'data'>): string[] {
  const one = textOf(data, 'department');
  return one === undefined ? textsOf(data, 'departments') : [one];
}

async function ofRegion(withRole: WithRole, region: string): Promise<string[]> {
  return all([withRole('regional-editor', { region }), withRole('regional-lead', { region })]);
}

async function all(parts: readonly Promise<string[]>[]): Promise<string[]> {
  return (await Promise.all(parts)).flat();
}
