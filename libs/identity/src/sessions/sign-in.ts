import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database, type Tx, UnitOfWork } from '#libs/database';
import { DomainError, LOGGER } from '#libs/platform';
import { isOutdated } from '../passwords/argon2id.rules.js';
import { Passwords } from '../passwords/passwords.js';
import { normaliseEmail } from '../people/email.rules.js';
import { Sessions } from './sessions.js';
import { SignInThrottle, type Try } from './sign-in-throttle.js';

export interface SignInRequest {
  email: string;
  password: string;
  /** The caller's IP address. */
  address: string;
  userAgent?: string;
  /** Token of the session that the same browser had before; it ends. */
  formerToken?: string;
}

interface Credentials {
  id: string;
  passwordHash: string;
}

/** Opens a session for an e-mail address and password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns the new token. Throws 401 `sign-in-failed`, the same for every cause, and 429 when slowed down. */
  async run(request: SignInRequest): Promise<string> {
    const email = normaliseEmail(request.email);
    const counted = await this.throttle.count(email, request.address);
    const account = await this.database.row<Credentials>(findEnabled, [email]);
    const verified = await this.passwords.verify(account?.passwordHash, request.password);
    const token = account && verified ? await this.open(account, request, counted) : undefined;
    this.logger.info({ accountId: account?.id, address: request.address }, token ? 'signed in' : 'sign-in refused');
    if (!token) throw signInFailed();
    return token;
  }

  private async open(account: Credentials, request: SignInRequest, counted: Try): Promise<string | undefined> {
    const renewed = isOutdated(account.passwordHash)
      ? await this.passwords.hash(request.password)
      : account.passwordHash;
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.lockUnchanged(tx, account))) return undefined;
      const token = await this.sessions.create(tx, account.id, request.userAgent);
      if (!token) return undefined;
      if (request.formerToken) await this.sessions.end(tx, request.formerToken);
      if (renewed !== account.passwordHash) {
        await tx.change('update account set password_hash = $2 where id = $1', [account.id, renewed]);
      }
      await this.throttle.succeeded(tx, counted);
      return token;
    });
  }

  /** A password change or disabling that runs meanwhile ends the account's sessions: the lock lets it see this one. */
  private async lockUnchanged(tx: Tx, account: Credentials): Promise<boolean> {
    const row = await tx.row(
      'select 1 from account where id = $1 and password_hash = $2 and disabled_at is null for no key update',
      [account.id, account.passwordHash],
    );
    return row !== undefined;
  }
}

function signInFailed(): DomainError {
  return new DomainError(401, 'sign-in-failed', {
    zh: '邮箱或密码不正确，或账号已停用。',
    en: 'The e-mail address or password is wrong, or the account is disabled.',
  });
}

const findEnabled = `
  select account.id, account.password_hash as "passwordHash"
  from account join person on person.id = account.person_id
  where account.email = $1 and account.disabled_at is null and person.disabled_at is null
`;
