import type Sqlite from 'better-sqlite3';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { mapSqliteError } from './mapSqliteError.ts';
import type { SqlQuery, SqlValue } from './sql.ts';

const statementCacheLimit = 300;

/** A connection that can read. Row types are the caller's statement about its own SELECT. */
export interface ReadableDatabase {
  readonly file: string;
  readonly isOpen: boolean;
  all<Row extends object>(query: SqlQuery): Row[];
  get<Row extends object>(query: SqlQuery): Row | undefined;
  /** The first column of every row. */
  column<Value extends SqlValue>(query: SqlQuery): Value[];
  /** The first column of the first row. */
  value<Value extends SqlValue>(query: SqlQuery): Value | undefined;
  /** Lazy rows. Nothing may be written on this connection until the loop has ended. */
  iterate<Row extends object>(query: SqlQuery): IterableIterator<Row>;
  pragma<Row extends object>(source: string): Row[];
  /** A consistent copy while the database is in use, by SQLite's own backup; made in one step. */
  copyTo(path: string): Promise<void>;
  close(): void;
}

export interface WriteResult {
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/** A connection that can also write. */
export interface WritableDatabase extends ReadableDatabase {
  readonly writable: true;
  readonly inTransaction: boolean;
  run(query: SqlQuery): WriteResult;
  /** A prepared INSERT for many rows, given by position. */
  prepareRun(text: string): (values: readonly SqlValue[]) => WriteResult;
  /** Several statements that bind nothing. */
  script(text: string): void;
  /** One BEGIN IMMEDIATE … COMMIT. Nested use is a bug and throws. Whatever `write` throws rolls back. */
  transaction<T>(write: () => T): T;
}

/** Wraps a better-sqlite3 handle: caches statements, binds values, maps error codes once. */
export class Connection implements WritableDatabase {
  readonly writable = true;
  readonly file: string;
  readonly #handle: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement<unknown[]>>();

  constructor(handle: Sqlite.Database, file: string) {
    this.#handle = handle;
    this.file = file;
  }

  get isOpen(): boolean {
    return this.#handle.open;
  }

  get inTransaction(): boolean {
    return this.#handle.inTransaction;
  }

  all<Row extends object>(query: SqlQuery): Row[] {
    return this.#guard(() => this.#statement(query.text).all(...query.values) as Row[]);
  }

  get<Row extends object>(query: SqlQuery): Row | undefined {
    return this.#guard(() => this.#statement(query.text).get(...query.values) as Row | undefined);
  }

  column<Value extends SqlValue>(query: SqlQuery): Value[] {
    return this.all<Record<string, Value>>(query).map(firstValue);
  }

  value<Value extends SqlValue>(query: SqlQuery): Value | undefined {
    const row = this.get<Record<string, Value>>(query);
    return row === undefined ? undefined : firstValue(row);
  }

  *iterate<Row extends object>(query: SqlQuery): IterableIterator<Row> {
    // a statement of its own: a cached one cannot be used again while a loop over it is suspended
    const rows = this.#guard(() => this.#handle.prepare<unknown[], Row>(query.text).iterate(...query.values));
    try {
      for (;;) {
        const next = this.#guard(() => rows.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      rows.return?.();
    }
  }

  pragma<Row extends object>(source: string): Row[] {
    return this.#guard(() => this.#handle.pragma(source) as Row[]);
  }

  run(query: SqlQuery): WriteResult {
    return this.#guard(() => toWriteResult(this.#statement(query.text).run(...query.values)));
  }

  prepareRun(text: string): (values: readonly SqlValue[]) => WriteResult {
    const statement = this.#guard(() => this.#handle.prepare<unknown[]>(text));
    return (values) => this.#guard(() => toWriteResult(statement.run(...values)));
  }

  script(text: string): void {
    this.#guard(() => this.#handle.exec(text));
  }

  transaction<T>(write: () => T): T {
    if (this.#handle.inTransaction) throw new Error('transactions do not nest');
    return this.#guard(() => this.#handle.transaction(write).immediate()) as T;
  }

  async copyTo(path: string): Promise<void> {
    try {
      // all pages in one step: a backup in slices starts over whenever somebody writes in between
      await this.#handle.backup(path, { progress: () => 0x7fffffff });
    } catch (error) {
      throw mapSqliteError(error, path);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#guard(() => this.#handle.close());
  }

  #statement(text: string): Sqlite.Statement<unknown[]> {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      if (this.#statements.size >= statementCacheLimit) this.#statements.clear();
      statement = this.#handle.prepare<unknown[]>(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!this.#handle.open) throw new AppError('PROJECT_CLOSED', { file: this.file }, { cause: error });
      throw mapSqliteError(error, this.file);
    }
  }
}

function firstValue<Value>(row: Record<string, Value>): Value {
  for (const name in row) return row[name] as Value;
  throw new Error('a row without columns');
}

function toWriteResult(result: Sqlite.RunResult): WriteResult {
  return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
}
