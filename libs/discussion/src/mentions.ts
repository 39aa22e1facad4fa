import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Actor, PeopleQueries } from '#libs/identity';
import { invalid } from '#libs/platform';
import { mentionFault } from './comments/comment.rules.js';

/** Sees to it that only those are mentioned who may read what mentions them. */
@Injectable()
export class Mentions {
  constructor(private readonly people: PeopleQueries) {}

  /** Returns the ids in the form of the database. Throws 422 with a fault for each person who may not read it. */
  async check(tx: Tx, given: readonly string[] = [], mayRead: (person: Actor) => boolean): Promise<string[]> {
    const ids = given.map((id) => id.toLowerCase());
    if (ids.length === 0) return [];
    const actors = new Map((await this.people.actorsOf(ids, tx)).map((actor) => [actor.personId, actor]));
    const strange = ids.filter((id) => !actors.has(id) || !mayRead(actors.get(id)!));
    if (strange.length === 0) return ids;
    const names = await this.people.namesOf(strange, tx);
    throw invalid(strange.map((id) => mentionFault(ids.indexOf(id), id, names.get(id))));
  }
}
