import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { EditDraft, type Moved, StartDraft, Submit, Withdraw } from '#libs/implementation';
import { Decide } from '#libs/review';
import type { ScriptedAct } from './script.js';

/** Acts that are looked at together; within them acts of one kind on different items go in one call. */
const windowSize = 800;
/** Windows after which the database looks anew at tables that grow from nothing. */
const analyseAfter: ReadonlySet<number> = new Set([1, 3, 8]);
const analyse = 'analyze event, work_item, submission, submission_party, submission_round, decision';

/** A work item as the script knows it. */
interface Known {
  workItemId: string;
  version: number;
  submissionId: string;
}

const verbs = ['start', 'edit', 'submit', 'withdraw', 'decide'] as const satisfies readonly ScriptedAct['verb'][];

type Command = { act: ScriptedAct; known: Known; actor: Actor };

const items = 'select id, measure, region, version from work_item where programme = $1';

/** Plays a history through the product's own acts, so that every rule and wall holds for it as for anybody. */
@Injectable()
export class Replay {
  constructor(
    private readonly startDraft: StartDraft,
    private readonly editDraft: EditDraft,
    private readonly submit: Submit,
    private readonly withdraw: Withdraw,
    private readonly decide: Decide,
  ) {}

  /** `acts` are in the order of time; `actors` by account name; `progress` hears the share done, from 0 to 1. */
  async run(
    tx: Tx,
    programme: string,
    acts: readonly ScriptedAct[],
    actors: ReadonlyMap<string, Actor>,
    progress: (share: number, at: Date) => void,
  ): Promise<void> {
    const known = await this.workItems(tx, programme);
    for (let done = 0, window = 1; done < acts.length; done += windowSize, window += 1) {
      const part = acts.slice(done, done + windowSize);
      progress(done / acts.length, part[0]?.at ?? new Date(0));
      for (const wave of wavesOf(part)) await this.play(tx, wave, known, actors);
      if (analyseAfter.has(window)) await tx.change(analyse);
    }
  }

  private async workItems(tx: Tx, programme: string): Promise<Map<string, Known>> {
    const rows = await tx.rows<{ id: string; measure: number; region: string; version: number }>(items, [programme]);
    return new Map(rows.map(({ id, version, ...item }) => [key(item), { workItemId: id, version, submissionId: '' }]));
  }

  /** Acts on different items, so their order does not matter: one call for each kind of act. */
  private async play(
    tx: Tx,
    wave: ScriptedAct[],
    known: Map<string, Known>,
    actors: ReadonlyMap<string, Actor>,
  ): Promise<void> {
    const commands = wave.map((act) => ({ act, known: found(known, key(act)), actor: found(actors, act.by) }));
    for (const verb of verbs) {
      const group = commands.filter(({ act }) => act.verb === verb);
      const moved = await this.perform(tx, group);
      moved.forEach(({ version, change }, index) => {
        const item = group[index]?.known;
        if (item) Object.assign(item, { version, submissionId: change.submission?.id ?? '' });
      });
    }
  }

  private async perform(tx: Tx, group: Command[]): Promise<Moved[]> {
    const commands = group.map(({ act, known, actor }) => ({
      ...act,
      ...known,
      actor,
      seen: known.version,
      when: act.at,
    }));
    switch (group[0]?.act.verb) {
      case 'start':
        return this.startDraft.run(
          tx,
          commands.filter((command) => command.verb === 'start'),
        );
      case 'edit':
        return this.editDraft.run(
          tx,
          commands.filter((command) => command.verb === 'edit'),
        );
      case 'decide':
        return this.decide.run(
          tx,
          commands.filter((command) => command.verb === 'decide'),
        );
      case 'submit':
        return this.submit.run(tx, commands);
      case 'withdraw':
        return this.withdraw.run(tx, commands);
      case undefined:
        return [];
    }
  }
}

/** Splits acts so that no wave holds two of one work item, each item's acts staying in order. */
export function wavesOf(acts: readonly ScriptedAct[]): ScriptedAct[][] {
  const waves: ScriptedAct[][] = [];
  const next = new Map<string, number>();
  for (const act of acts) {
    const place = next.get(key(act)) ?? 0;
    next.set(key(act), place + 1);
    (waves[place] ??= []).push(act);
  }
  return waves;
}

function key({ measure, region }: { measure: number; region: string }): string {
  return `${measure}/${region}`;
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new RangeError(`The history names ${name}, which does not exist`);
  return value;
}
