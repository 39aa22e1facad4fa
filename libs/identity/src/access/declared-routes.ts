import { type INestApplicationContext, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type Access, accessOf } from './access.decorators.js';

export interface DeclaredRoute {
  /** Such as `GET me`, without the prefix of the API. */
  route: string;
  /** Such as `MeController.show`. */
  handler: string;
  access: Access | undefined;
}

/** Every route of every controller, with what it asks of its caller. */
export function routesOf(app: INestApplicationContext): DeclaredRoute[] {
  return routesIn(app.get(ModulesContainer));
}

/** Throws, naming each route that says neither `@Allow(…)` nor `@SignedIn()` nor `@Public()`. */
export function assertEveryRouteDeclared(app: INestApplicationContext): void {
  refuseUndeclared(routesOf(app));
}

/** The same for the start of the application itself. */
export function refuseUndeclared(routes: DeclaredRoute[]): void {
  const faults = routes.filter(({ access }) => !access).map(({ route, handler }) => `${handler} (${route})`);
  if (faults.length > 0) {
    throw new Error(`Say who may use: ${faults.join(', ')}. Add @Allow(…), @SignedIn() or @Public().`);
  }
}

export function routesIn(modules: ModulesContainer): DeclaredRoute[] {
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  const classes = new Set(controllers.map(({ metatype }) => metatype as Type));
  return [...classes].flatMap(routesOfController);
}

function routesOfController(controller: Type): DeclaredRoute[] {
  const prototype = controller.prototype as Record<string, object>;
  const base = asPath(Reflect.getMetadata(PATH_METADATA, controller));
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (!handler || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const path = [base, asPath(Reflect.getMetadata(PATH_METADATA, handler))].filter(Boolean).join('/');
    return [{ route: `${method} ${path}`, handler: `${controller.name}.${name}`, access: accessOf(handler) }];
  });
}

function asPath(value: unknown): string {
  return [value]
    .flat()
    .map((part) => String(part ?? '').replace(/^\/|\/$/g, ''))
    .join('|');
}
