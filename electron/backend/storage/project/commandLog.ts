import { createHash } from 'node:crypto';
import type { CommandRecord } from '../../../../shared/contract/records/reviewRecords.ts';
import { canonicalJson, type JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { CommandKind } from '../../../../shared/domain/review/commandKinds.ts';
import { reviewSubjects } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { type SqlQuery, sql } from '../sqlite/sql.ts';

/** What a command needs of a project. */
export interface CommandTarget {
  readonly database: WritableDatabase;
  readonly clock: () => Date;
}

export interface Command {
  readonly kind: CommandKind;
  /** Thing it acts on: 'plot:17', 'layer:3', 'project'. */
  readonly target: string;
  readonly by: string;
  readonly oldValue: JsonValue;
  readonly newValue: JsonValue;
  readonly undoes?: number | undefined;
}

/** Known to the write before its row is logged. */
export interface CommandMoment {
  readonly sequence: number;
  readonly atUtc: string;
}

/** The hash before the first row. */
const chainStart = '0'.repeat(64);

/**
 * The only way to change a project: `write` and one row of the hash-chained log in one immediate transaction.
 * The command may be a function of what `write` returned (for ids known only then). Nested use throws.
 */
export function runCommand<T>(
  project: CommandTarget,
  command: Command | ((result: T) => Command),
  write: (db: WritableDatabase, moment: CommandMoment) => T,
): T {
  const db = project.database;
  return db.transaction(() => {
    const head = readLogHead(db);
    const moment = { sequence: head.sequence + 1, atUtc: project.clock().toISOString() };
    const result = write(db, moment);
    appendCommand(db, head.hash, moment, typeof command === 'function' ? command(result) : command, null);
    return result;
  });
}

/**
 * Several rows in one transaction, marked as one batch: all of them or none. `write` is called for each command
 * before its row is logged; a single command is no batch. Returns what the writes returned.
 */
export function runCommands<T>(
  project: CommandTarget,
  commands: readonly Command[],
  write: (db: WritableDatabase, moment: CommandMoment, index: number) => T,
): T[] {
  const db = project.database;
  return db.transaction(() => {
    let head = readLogHead(db);
    const batch = commands.length > 1 ? head.sequence + 1 : null;
    const atUtc = project.clock().toISOString();
    return commands.map((command, index) => {
      const moment = { sequence: head.sequence + 1, atUtc };
      const result = write(db, moment, index);
      head = { sequence: moment.sequence, hash: appendCommand(db, head.hash, moment, command, batch) };
      return result;
    });
  });
}

/** Rows of the log, newest first. */
export function listCommands(
  db: ReadableDatabase,
  options: { readonly target?: string; readonly limit: number },
): CommandRecord[] {
  const where = options.target === undefined ? sql`` : sql`WHERE target = ${options.target}`;
  return db
    .all<CommandRow>(sql`SELECT * FROM command_log ${where} ORDER BY sequence DESC LIMIT ${options.limit}`)
    .map(rowToCommand);
}

/** The rows of the log, named c, that a FROM clause with its conditions selects, in its order. */
export function readCommands(db: ReadableDatabase, from: SqlQuery): CommandRecord[] {
  return db.all<CommandRow>(sql`SELECT c.* ${from}`).map(rowToCommand);
}

/** Every row from the first on, lazily. */
export function* iterateCommands(db: ReadableDatabase): Generator<CommandRecord> {
  for (const row of db.iterate<CommandRow>(sql`SELECT * FROM command_log ORDER BY sequence`)) {
    yield rowToCommand(row);
  }
}

/** Every command about a plot and what hangs on it, from the first on. */
export function* iterateCommandsOf(db: ReadableDatabase, plotId: number): Generator<CommandRecord> {
  const own = reviewSubjects.map((subject) => `${subject}:${plotId}`);
  // '0' is the character after '/': the range holds 'photo:17/3' and not 'photo:170'
  const rows = db.iterate<CommandRow>(sql`
    SELECT c.* FROM json_each(${JSON.stringify(own)}) s JOIN command_log c
      ON c.target = s.value OR (c.target > s.value || '/' AND c.target < s.value || '0')
    ORDER BY c.sequence`);
  for (const row of rows) yield rowToCommand(row);
}

/** The newest verdict command of an actor before a given row. */
export function findReviewCommandBefore(
  db: ReadableDatabase,
  actor: string,
  sequence: number,
): CommandRecord | undefined {
  const row = db.get<CommandRow>(sql`
    SELECT * FROM command_log
    WHERE actor = ${actor} AND sequence < ${sequence} AND kind GLOB 'review.*'
    ORDER BY sequence DESC LIMIT 1`);
  return row === undefined ? undefined : rowToCommand(row);
}

/** The rows of one batch, newest first. */
export function listBatch(db: ReadableDatabase, batch: number): CommandRecord[] {
  return db
    .all<CommandRow>(sql`SELECT * FROM command_log WHERE batch = ${batch} ORDER BY sequence DESC`)
    .map(rowToCommand);
}

/** The newest command about a thing before a given row. */
export function findCommandBefore(
  db: ReadableDatabase,
  target: string,
  sequence: number,
): CommandRecord | undefined {
  const row = db.get<CommandRow>(sql`
    SELECT * FROM command_log WHERE target = ${target} AND sequence < ${sequence}
    ORDER BY sequence DESC LIMIT 1`);
  return row === undefined ? undefined : rowToCommand(row);
}

/** Number of the newest command; 0 in a project without any. */
export function readLastSequence(db: ReadableDatabase): number {
  return readLogHead(db).sequence;
}

/** Number of the newest command that was not about what a plot carries: what plots and layers depend on. */
export function readStructureSequence(db: ReadableDatabase): number {
  // that somebody looked, and what they saw, comes all day long and changes nothing
  const imported = db.value<number>(sql`
    SELECT sequence FROM command_log
    WHERE kind NOT GLOB 'review.*' AND kind NOT IN ('coverage.looks', 'evidence.chips')
    ORDER BY sequence DESC LIMIT 1`);
  // a plot that is drawn, and its undo, are steps of review and change the list all the same
  const drawn = db.value<number | null>(sql`SELECT max(sequence) FROM command_log WHERE ${isAboutAddedPlot}`);
  return Math.max(imported ?? 0, drawn ?? 0);
}

/** True for rows that make or take away a plot somebody drew; ';' is the character after ':'. */
export const isAboutAddedPlot = sql`target > 'added:' AND target < 'added;'`;

/** First break of the chain: a row changed, missing or added by other means; undefined where it holds. */
export function findChainBreak(db: ReadableDatabase): { sequence: number; detail: string } | undefined {
  let previous = chainStart;
  let expected = 1;
  for (const command of iterateCommands(db)) {
    if (command.sequence !== expected) return { sequence: expected, detail: 'missing' };
    if (hashCommand(previous, command) !== command.hash) return { sequence: expected, detail: 'changed' };
    previous = command.hash;
    expected++;
  }
  const head = readLogHead(db);
  if (head.sequence !== expected - 1 || head.hash !== previous) {
    return { sequence: head.sequence, detail: `the log ends at ${expected - 1}` };
  }
  return undefined;
}

interface CommandRow {
  readonly sequence: number;
  readonly at_utc: string;
  readonly actor: string;
  readonly kind: string;
  readonly target: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly undoes: number | null;
  readonly batch: number | null;
  readonly hash: string;
}

function rowToCommand(row: CommandRow): CommandRecord {
  return {
    sequence: row.sequence,
    atUtc: row.at_utc,
    by: row.actor,
    kind: row.kind,
    target: row.target,
    oldValue: row.old_value,
    newValue: row.new_value,
    undoes: row.undoes,
    // absent while an older project is being checked before its migration
    batch: row.batch ?? null,
    hash: row.hash,
  };
}

function appendCommand(
  db: WritableDatabase,
  previousHash: string,
  { sequence, atUtc }: CommandMoment,
  command: Command,
  batch: number | null,
): string {
  const record = {
    sequence,
    atUtc,
    by: command.by,
    kind: command.kind,
    target: command.target,
    oldValue: toStoredJson(command.oldValue),
    newValue: toStoredJson(command.newValue),
    undoes: command.undoes ?? null,
    batch,
  };
  const hash = hashCommand(previousHash, record);
  db.run(sql`
    INSERT INTO command_log (sequence, at_utc, actor, kind, target, old_value, new_value, undoes,
      ${batch === null ? sql`` : sql`batch,`} hash)
    VALUES (${sequence}, ${atUtc}, ${record.by}, ${record.kind}, ${record.target},
      ${record.oldValue}, ${record.newValue}, ${record.undoes}, ${batch === null ? sql`` : sql`${batch},`} ${hash})`);
  db.run(sql`INSERT OR REPLACE INTO command_log_head VALUES (1, ${sequence}, ${hash})`);
  return hash;
}

function toStoredJson(value: JsonValue): string | null {
  return value === null ? null : canonicalJson(value);
}

function hashCommand(previousHash: string, record: Omit<CommandRecord, 'hash'>): string {
  const { sequence, atUtc, by, kind, target, oldValue, newValue, undoes, batch } = record;
  const text = canonicalJson({
    previousHash,
    sequence,
    atUtc,
    by,
    kind,
    target,
    oldValue,
    newValue,
    undoes,
    // left out of rows that stand alone: those written before there were batches keep their hash
    ...(batch === null ? {} : { batch }),
  });
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Number and hash of the newest command; 0 and the start of the chain in a project without any. */
export function readLogHead(db: ReadableDatabase): { sequence: number; hash: string } {
  const head = db.get<{ sequence: number; hash: string }>(sql`SELECT sequence, hash FROM command_log_head`);
  return head ?? { sequence: 0, hash: chainStart };
}
