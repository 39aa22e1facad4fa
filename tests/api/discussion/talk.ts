import { type BuiltTown, buildTown, type Reply, type SendOptions, type Town, type TownItem } from '#libs/testing';
import { Reference } from '#libs/programme';

/** A thread as far as tests read it. */
export interface Said {
  id: string;
  audience: string;
  text: string | null;
  version: number;
  first: { id: string; text: string | null; side: string; role: string; version: number; mentions: { id: string }[] };
  replies: { id: string; text: string | null }[];
  replyCount: number;
  nextReplies: string | null;
  resolved: { by: { id: string } } | null;
  can: Record<string, boolean>;
  blockers: { act: string; reasons: { code: string }[] }[];
}

export interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** A town in which LAW supports every measure that TRADE leads. */
export async function buildTalkativeTown(measures: number): Promise<BuiltTown> {
  const built = await buildTown({ measures });
  await letLawSupportTrade(built.town);
  return built;
}

export async function letLawSupportTrade(town: Town): Promise<void> {
  await town.database.rows('delete from measure_department');
  await town.database.rows(`
    insert into measure_department (programme, measure, department, position)
    select programme, no, 'LAW', 1 from measure where lead_department = 'TRADE'`);
  await town.database.rows('update programme set catalogue_version = catalogue_version + 1');
  await town.api.app.get(Reference, { strict: false }).refresh();
}

/** Requests about what is said, by the name before the @. */
export class Talk {
  constructor(private readonly town: Town) {}

  async about(item: TownItem, who: string, text: string, mentions?: string[]): Promise<Said> {
    return this.done(await this.try(`/work-items/${item.id}/comments`, who, { text, mentions }));
  }

  async aboutSubmission(id: string, who: string, text: string, mentions?: string[]): Promise<Said> {
    return this.done(await this.try(`/submissions/${id}/comments`, who, { text, mentions }));
  }

  async reply(thread: string, who: string, text: string, mentions?: string[]): Promise<Said> {
    return this.done(await this.try(`/comments/${thread}/replies`, who, { text, mentions }));
  }

  async note(item: TownItem, who: string, text: string, mentions?: string[]): Promise<{ id: string; text: string }> {
    return this.done(await this.try(`/work-items/${item.id}/notes`, who, { text, mentions }));
  }

  async try<Body = Record<string, unknown>>(
    path: string,
    who: string,
    body?: unknown,
    options?: SendOptions,
  ): Promise<Reply<Body>> {
    return (await this.town.as(who)).post<Body>(path, body, options);
  }

  async threads(path: string, who: string): Promise<Said[]> {
    const { body } = await (await this.town.as(who)).get<Page<Said>>(path);
    return body.items;
  }

  person(who: string): string {
    return this.town.people.get(who)!;
  }

  private done<Body>({ status, body }: Reply<Record<string, unknown>>): Body {
    if (status !== 201) throw new Error(`not said: ${JSON.stringify(body)}`);
    return body as Body;
  }
}
