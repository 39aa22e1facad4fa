import { type CanActivate, type ExecutionContext, Injectable, NotFoundException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '#libs/database';
import { actorOf, isMinistry } from '#libs/identity';
import { notFound } from '#libs/platform';
import { maySeeNotesDoor } from '../discussion.policy.js';
import { Places } from '../places.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Stands before the notes and before any look at what is sent: to whoever may not know of notes the address does not
 * exist, and a fault in the body must not tell otherwise.
 */
@Injectable()
export class NotesDoor implements CanActivate {
  constructor(
    private readonly database: Database,
    private readonly places: Places,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
    const actor = actorOf(request);
    if (!actor || !isMinistry(actor)) throw new NotFoundException();
    const { id } = request.params;
    const place = uuid.test(id) ? await this.places.ofItem(this.database, id) : undefined;
    if (!place) throw notFound({ zh: '工作项', en: 'work item' });
    if (!maySeeNotesDoor(actor, place)) throw new NotFoundException();
    return true;
  }
}
