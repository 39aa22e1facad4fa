import { Calendar } from '#libs/platform';
import type { Reply, Town } from '#libs/testing';

export type Members = Record<string, unknown>;

export const today = '2021-12-16';

/** Substitutions of a town: who names whom, by the names before the @. */
export class TownSubstitutions {
  constructor(private readonly town: Town) {}

  id(who: string): string {
    return this.town.people.get(who)!;
  }

  /** Sends the request; `by` defaults to the absent person, who then needs not be named. */
  async name(
    absent: string,
    substitute: string,
    { by = absent, from = today, to = today, ...more }: { by?: string; from?: string; to?: string } & Members = {},
  ): Promise<Reply<Members>> {
    const person = by === absent ? {} : { person: this.id(absent) };
    const body = { ...person, substitute: this.id(substitute), from, to, ...more };
    return (await this.town.as(by)).post('/substitutions', body);
  }

  /** A substitution that runs; by the coordinator unless somebody else is named. Returns its id. */
  async running(absent: string, substitute: string, by = 'coordinator', to = today): Promise<string> {
    const reply = await this.name(absent, substitute, { by, to });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return String(reply.body['id']);
  }

  async end(id: string, by = 'coordinator'): Promise<Reply<Members>> {
    return (await this.town.as(by)).post(`/substitutions/${id}/end`);
  }

  /** Ends what runs or is to come, so that the next test begins with none. */
  async endAll(): Promise<void> {
    const coordinator = await this.town.as('coordinator');
    for (const state of ['running', 'coming']) {
      const { body } = await coordinator.get<{ items: { id: string }[] }>(`/substitutions?limit=200&state=${state}`);
      for (const { id } of body.items) await this.end(id);
    }
  }

  /** Sets the town's business clock to a moment; it runs on from there. */
  goTo(moment: string): void {
    const calendar = this.town.api.app.get(Calendar, { strict: false });
    calendar.shift(calendar.shiftMs + new Date(moment).getTime() - calendar.now().getTime());
  }
}
