import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';

/** Nest's numbers for the kinds of parameters that come from the request (its RouteParamtypes). */
const kinds: Record<string, 'body' | 'query' | 'path'> = { 3: 'body', 4: 'query', 5: 'path' };

export type ParameterFactory = (...parts: never[]) => unknown;

export interface HandlerParameter {
  kind: 'body' | 'query' | 'path' | 'custom';
  /** Name of the single value that is taken, such as `@Param('id')`; undefined for the whole. */
  name?: string;
  /** The declared class, as far as TypeScript emits it. */
  type?: unknown;
  /** What a custom decorator was made of. */
  factory?: ParameterFactory;
}

/** One method of a controller that answers a route. */
export interface Handler {
  controller: new (...parts: never[]) => unknown;
  method: string;
  /** The function that carries the decorators' metadata. */
  target: object;
  verb: string;
  parameters: HandlerParameter[];
}

/** Every handler of the application, read from the decorators. */
export function handlersOf(app: INestApplication): Handler[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const controller = metatype as Handler['controller'];
    return new MetadataScanner()
      .getAllMethodNames(controller.prototype as object)
      .map((method) => ({ method, target: (controller.prototype as Record<string, object>)[method]! }))
      .filter(({ target }) => Reflect.hasMetadata(PATH_METADATA, target))
      .map(({ method, target }) => ({
        controller,
        method,
        target,
        verb: RequestMethod[Reflect.getMetadata(METHOD_METADATA, target) as number]!,
        parameters: parametersOf(controller, method),
      }));
  });
}

function parametersOf(controller: Handler['controller'], method: string): HandlerParameter[] {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ?? []) as unknown[];
  const found = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown; factory?: ParameterFactory }
  >;
  return Object.entries(found).map(([key, { index, data, factory }]) => ({
    kind: kinds[key.split(':')[0]!] ?? 'custom',
    name: typeof data === 'string' ? data : undefined,
    type: types[index],
    factory,
  }));
}
