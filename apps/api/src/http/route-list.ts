import type { FastifyInstance } from 'fastify';

interface Route {
  method: string;
  path: string;
  pattern: RegExp;
}

/** Every route that the process answers, for 405 answers and for the tests that compare them with the document. */
export class RouteList {
  private readonly routes: Route[] = [];

  /** Must run before the first route is registered. */
  constructor(instance: FastifyInstance) {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.routes.push({ method: one, path: url, pattern: patternOf(url) });
    });
  }

  /** 'GET /health/live' and so on; without the HEAD that each GET brings along. */
  list(): string[] {
    return this.routes.filter(({ method }) => method !== 'HEAD').map(({ method, path }) => `${method} ${path}`);
  }

  /** The methods that a path answers; none when nothing is there. */
  methodsOf(path: string): string[] {
    return [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
  }
}

function patternOf(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
