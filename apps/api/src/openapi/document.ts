import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { routesOf, SessionCookie } from '#libs/identity';
import { type Handler, handlersOf } from '../handlers.js';
import { namesAnId } from '../http/request-checks.js';
import { headerComponents, headerParameters, readsVersion } from './parameter-headers.js';
import { problemResponse, problemSchemas } from './problem-schema.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Version of the contract, not of the product. */
const contractVersion = '1.0.0';

const operationId = (controller: string, method: string): string => {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}_${method}`;
};

/** The OpenAPI 3.1 document of everything that the application answers. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, outline(app.get(SessionCookie).name), {
    operationIdFactory: operationId,
  });
  const open = new Set(
    routesOf(app)
      .filter(({ access }) => access?.kind === 'public')
      .map(({ handler }) => handler),
  );
  const operations = operationsOf(document);
  addPathParameters(document);
  for (const handler of handlersOf(app)) {
    const id = operationId(handler.controller.name, handler.method);
    const isOpen = open.has(`${handler.controller.name}.${handler.method}`);
    for (const operation of operations.filter((one) => one.operationId === id)) complete(operation, handler, isOpen);
  }
  document.tags = [...new Set(operations.flatMap(({ tags = [] }) => tags))].sort().map((name) => ({ name }));
  addComponents(document);
  return document;
}

function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.values(document.paths).flatMap((path) => Object.values(path as Record<string, Operation>));
}

/** Nest's module knows those of `@Param` only; other decorators read the path too. */
function addPathParameters(document: OpenAPIObject): void {
  for (const [path, item] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name!);
    for (const operation of Object.values(item as Record<string, Operation>)) {
      const known = (operation.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : ''));
      const missing = names.filter((name) => !known.includes(name)).map((name) => pathParameter(name));
      operation.parameters = [...missing, ...(operation.parameters ?? [])];
    }
  }
}

const pathParameter = (name: string) => ({
  name,
  in: 'path' as const,
  required: true,
  schema: { type: 'string', ...(namesAnId.test(name) ? { format: 'uuid' } : {}) },
});

function outline(cookie: string): Omit<OpenAPIObject, 'paths'> {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Measure tracker')
    .setDescription(
      'Tracks the measures of a reform programme from a region\u2019s proposal to the figure quoted in public. ' +
        'Refusals are problems per RFC 9457. Rows carry a version: its ETag is sent back in If-Match.',
    )
    .setVersion(contractVersion)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addCookieAuth(cookie, { type: 'apiKey', in: 'cookie' }, 'session')
    .build();
  delete config.info.contact;
  return config;
}

/** Adds what the decorators of the handler imply. */
function complete(operation: Operation, handler: Handler, isOpen: boolean): void {
  const headers = headerParameters(handler);
  operation.parameters = [...(operation.parameters ?? []), ...headers] as Operation['parameters'];
  const hasPath = operation.parameters!.some((parameter) => 'in' in parameter && parameter.in === 'path');
  operation.security = isOpen ? [] : [{ session: [] }];
  describeResponses(operation.responses as Record<string, Response>, refusals(handler, isOpen, hasPath));
}

interface Response {
  description: string;
  content?: object;
}

/** Every refusal is a problem; what authors wrote about one stays. */
function describeResponses(responses: Record<string, Response>, expected: string[]): void {
  for (const response of Object.values(responses)) response.description ||= 'As asked.';
  const refused = Object.keys(responses).filter((status) => Number(status) >= 400);
  for (const status of new Set([...refused, ...expected]))
    responses[status] = { ...problemResponse(status), ...responses[status] };
}

function refusals(handler: Handler, isOpen: boolean, hasPath: boolean): string[] {
  const has = (kind: string) => handler.parameters.some((parameter) => parameter.kind === kind);
  return [
    ...(isOpen ? [] : ['401', '403']),
    ...(has('query') || has('body') ? ['400'] : []),
    ...(hasPath ? ['404'] : []),
    ...(readsVersion(handler) ? ['409', '412', '428'] : []),
    ...(has('body') ? ['415', '422'] : []),
    'default',
  ];
}

function addComponents(document: OpenAPIObject): void {
  const components = (document.components ??= {}) as Record<string, object>;
  components.parameters = { ...components.parameters, ...headerComponents };
  components.schemas = { ...components.schemas, ...problemSchemas };
}
