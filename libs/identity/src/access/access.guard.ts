import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Blocker, DomainError, forbidden, notSignedIn } from '#libs/platform';
import type { Actor } from '../actor.js';
import { may, rolesWith, type Permission } from '../permissions.js';
import { roles } from '../roles.js';
import { SessionCookie } from '../sessions/session-cookie.js';
import { Sessions } from '../sessions/sessions.js';
import { accessOf, setActor } from './access.decorators.js';

/** Stands before every route: who declares nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(context.getHandler());
    if (!access) throw undeclared();
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.actor(request);
    if (access.kind === 'permission' && !may(actor, access.permission)) {
      throw forbidden([needsRole(access.permission)], { permission: access.permission });
    }
    setActor(request, actor);
    return true;
  }

  private async actor(request: FastifyRequest): Promise<Actor> {
    const token = this.cookie.read(request);
    const actor = token === undefined ? undefined : await this.sessions.find(token);
    if (!actor) throw notSignedIn();
    return actor;
  }
}

function undeclared(): DomainError {
  return new DomainError(403, 'undeclared-route', {
    zh: '该接口未声明访问权限。',
    en: 'This route does not say who may use it.',
  });
}

/** Why the guard refuses: none of the person's roles carries the permission. */
function needsRole(permission: Permission): Blocker {
  const names = rolesWith(permission).map((role) => roles[role].name);
  const zh = names.map((name) => name.zh).join('、');
  const en = names.map((name) => name.en.toLowerCase()).join(', ');
  return {
    code: 'needs-role',
    message: { zh: `须由以下角色办理：${zh}。`, en: `This takes one of these roles: ${en}.` },
  };
}
