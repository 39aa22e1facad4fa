import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notSignedIn } from '#libs/platform';
import type { Actor } from '../actor.js';
import type { Permission } from '../permissions.js';

/** What a route asks of its caller. Every route states one; see `assertEveryRouteDeclared`. */
export type Access = { kind: 'public' } | { kind: 'signed-in' } | { kind: 'permission'; permission: Permission };

const accessKey = 'identity:access';
const actors = new WeakMap<FastifyRequest, Actor>();

/** For those who hold the permission in some scope. Which rows they reach is for the policy of the act. */
export function Allow(permission: Permission): MethodDecorator {
  return declare({ kind: 'permission', permission });
}

/** For everybody who is signed in. */
export function SignedIn(): MethodDecorator {
  return declare({ kind: 'signed-in' });
}

/** For everybody, without a session. */
export function Public(): MethodDecorator {
  return declare({ kind: 'public' });
}

/** The actor of the request. Throws 401 on a route that is open to the public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw notSignedIn();
  return actor;
});

/** Who makes the request, once the guard has found out; for the access log. */
export function actorOf(request: FastifyRequest): Actor | undefined {
  return actors.get(request);
}

/** For the guard alone: from here on the request is this actor's. */
export function setActor(request: FastifyRequest, actor: Actor): void {
  actors.set(request, actor);
}

/** What a handler asks of its caller; undefined when its author forgot to say. */
export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(accessKey, handler) as Access | undefined;
}

/** A second declaration would silently win over the first. */
function declare(access: Access): MethodDecorator {
  return (target, name, descriptor: PropertyDescriptor) => {
    const handler = descriptor.value as object;
    if (accessOf(handler)) throw new Error(`${target.constructor.name}.${String(name)} declares its access twice`);
    SetMetadata(accessKey, access)(target, name, descriptor);
  };
}
