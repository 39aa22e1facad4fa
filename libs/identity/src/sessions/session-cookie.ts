import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Configuration } from '#libs/platform';

/** The cookie that carries the session token; never anything else, and never a date, so that it goes with the browser. */
@Injectable()
export class SessionCookie {
  readonly name: string;
  private readonly attributes: string;

  /** `__Host-` keeps sibling hosts from planting a cookie, but needs https. */
  constructor(configuration: Configuration) {
    const secure = configuration.PUBLIC_URL?.startsWith('https:') ?? false;
    this.name = secure ? '__Host-session' : 'session';
    this.attributes = `Path=/; ${secure ? 'Secure; ' : ''}HttpOnly; SameSite=Lax`;
  }

  /** The token of the request; undefined without one, or with two of the name: one of those was planted. */
  read(request: FastifyRequest): string | undefined {
    const values = (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.name}=`))
      .map((pair) => pair.slice(this.name.length + 1));
    return values.length === 1 ? values[0] : undefined;
  }

  write(reply: FastifyReply, token: string): void {
    void reply.header('Set-Cookie', `${this.name}=${token}; ${this.attributes}`);
  }

  clear(reply: FastifyReply): void {
    void reply.header('Set-Cookie', `${this.name}=; ${this.attributes}; Max-Age=0`);
  }
}
