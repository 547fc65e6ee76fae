import type { WritableDatabase } from '../../sqlite/Connection.ts';

/** One step forward of the project's own tables. Never changed once released; there is no way back. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Runs inside the migration's own transaction. */
  readonly apply: (db: WritableDatabase, context: { readonly nowUtc: string }) => void;
}
