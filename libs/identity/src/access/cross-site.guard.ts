import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Configuration, DomainError } from '#libs/platform';
import { crossSiteFault, uploadHeader } from './cross-site.rules.js';
import type { FileRoute } from './takes-files.js';

/**
 * Refuses requests that another site makes a browser send; see docs/decisions/0006-cross-site-requests.md. It is a hook of the
 * server, so that it also covers routes that are not Nest's and comes before any body is read.
 */
@Injectable()
export class CrossSiteGuard implements OnModuleInit {
  private readonly publicOrigin: string | undefined;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    configuration: Configuration,
  ) {
    this.publicOrigin = configuration.PUBLIC_URL ? new URL(configuration.PUBLIC_URL).origin : undefined;
  }

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRequest', (request, _reply, done) => {
      const fault = crossSiteFault({
        method: request.method,
        headers: request.headers,
        publicOrigin: this.publicOrigin,
        takesFiles: (request.routeOptions.config as FileRoute).takesFiles,
      });
      done(fault && refusals[fault]());
    });
  }
}

const refusals = {
  'cross-site': () =>
    new DomainError(403, 'cross-site', {
      zh: '不接受来自其他网站的请求。',
      en: 'Requests from other sites are not accepted.',
    }),
  'upload-header': () =>
    new DomainError(403, 'upload-header-missing', {
      zh: `上传文件的请求须带请求头 ${uploadHeader}。`,
      en: `A request that brings files must carry the header ${uploadHeader}.`,
    }),
  'media-type': () =>
    new DomainError(415, 'unsupported-media-type', {
      zh: '内容须为 application/json。',
      en: 'The content must be application/json.',
    }),
};
