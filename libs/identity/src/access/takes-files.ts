import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiHeader } from '@nestjs/swagger';
import { uploadHeader } from './cross-site.rules.js';

/** What the route says to the server about its body; read before the body is. */
export interface FileRoute {
  takesFiles?: boolean;
}

/** The route takes multipart/form-data beside JSON: see docs/decisions/0006-cross-site-requests.md. No other route does. */
export function TakesFiles(): MethodDecorator {
  const config: FileRoute = { takesFiles: true };
  return applyDecorators(
    RouteConfig(config),
    ApiConsumes('multipart/form-data'),
    ApiHeader({
      name: uploadHeader,
      required: true,
      description: 'Any value. A form of another site cannot send it without asking first.',
      schema: { type: 'string', examples: ['1'] },
    }),
  );
}
