/* eslint-disable no-restricted-syntax -- names cannot be parameters; both are constants, and the password is escaped */
import type { Client } from 'pg';

/** The role and the database of the product. */
export const tracker = 'tracker';

/** The product connects as a role that owns its database and nothing else; a superuser would pass every wall inside it. */
export async function ensureRole(admin: Client, password: string): Promise<void> {
  const role = await admin.query('select 1 from pg_roles where rolname = $1', [tracker]);
  if (role.rowCount === 0) {
    await admin.query(
      `create role ${tracker} login nosuperuser nocreatedb nocreaterole nobypassrls password ${admin.escapeLiteral(password)}`,
    );
  }
  const database = await admin.query('select 1 from pg_database where datname = $1', [tracker]);
  if (database.rowCount === 0) await admin.query(`create database ${tracker} owner ${tracker}`);
  await admin.query(`revoke all on database ${tracker} from public`);
}
