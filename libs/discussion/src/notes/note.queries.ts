import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { type Cursor, encodeCursor } from '#libs/implementation';
import { type Person, personsNamed } from '../comments/comment.queries.js';

type Reads = Pick<Database | Tx, 'row'>;

export interface Note {
  id: string;
  author: Person;
  onBehalfOf: Person | null;
  role: string;
  text: string;
  mentions: Person[];
  writtenAt: Date;
}

const columns = `
  n.id, n.role, n.body as text, n.written_at as "writtenAt",
  (${personsNamed('array[n.author]')} -> 0) as author, (${personsNamed('array[n.on_behalf_of]')} -> 0) as "onBehalfOf",
  ${personsNamed('n.mentions')} as mentions`;

const page = `
  select ${columns}, array[n.written_at::text, n.id::text] as key from reviewer_note n
  where n.work_item_id = $1
    and ($2::text is null or (n.written_at, n.id) < ($2::text::timestamptz, $3::text::uuid))
  order by n.written_at desc, n.id desc limit $4`;

const one = `select ${columns} from reviewer_note n where n.id = $1`;

/** Reads reviewers' notes. Whoever asks has settled before who may read them. */
@Injectable()
export class NoteQueries {
  constructor(private readonly database: Database) {}

  /** A page, the newest first. */
  async page(workItemId: string, limit: number, after?: Cursor): Promise<{ rows: Note[]; nextCursor: string | null }> {
    const [at = null, id = null] = after?.values ?? [];
    const rows = await this.database.rows<Note & { key: string[] }>(page, [workItemId, at, id, limit + 1]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      rows: rows.slice(0, limit).map(({ key: _, ...note }) => note),
      nextCursor: last ? encodeCursor({ sort: 'notes', values: last.key }) : null,
    };
  }

  async one(from: Reads, id: string): Promise<Note | undefined> {
    return from.row<Note>(one, [id]);
  }
}
