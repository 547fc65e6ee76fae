import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ReadableDatabase } from '../../../../../electron/backend/storage/sqlite/Connection.ts';
import { openDatabase } from '../../../../../electron/backend/storage/sqlite/openDatabase.ts';
import { identifier, sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

function readPragma(db: ReadableDatabase, name: string): unknown {
  return Object.values(db.pragma<Record<string, unknown>>(name)[0] ?? {})[0];
}

describe('openDatabase', () => {
  it('syncs every commit, after the first open and after every later one', () => {
    const file = join(temporaryFolder(), 'a.db');
    for (let opened = 0; opened < 3; opened++) {
      const db = openDatabase(file, { create: true });
      db.script('CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1)');
      expect(readPragma(db, 'journal_mode')).toBe('wal');
      expect(readPragma(db, 'synchronous')).toBe(2);
      expect(readPragma(db, 'foreign_keys')).toBe(1);
      expect(readPragma(db, 'trusted_schema')).toBe(0);
      expect(readPragma(db, 'busy_timeout')).toBe(5000);
      db.close();
    }
  });

  it('shows why: better-sqlite3 left alone does not sync commits of a WAL database', () => {
    const file = join(temporaryFolder(), 'a.db');
    const first = openDatabase(file, { create: true });
    first.script('CREATE TABLE t (a)');
    first.close();
    const handle = new Sqlite(file);
    handle.prepare('SELECT * FROM t').all();
    expect(handle.pragma('synchronous', { simple: true })).toBe(1);
    handle.close();
  });

  it('leaves no -wal or -shm behind after closing', () => {
    const file = join(temporaryFolder(), 'a.db');
    const db = openDatabase(file, { create: true });
    db.script('CREATE TABLE t (a)');
    expect(existsSync(`${file}-wal`)).toBe(true);
    db.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(existsSync(`${file}-shm`)).toBe(false);
  });

  it('says that it was closed meanwhile to who is still at work on it', () => {
    const db = openDatabase(join(temporaryFolder(), 'a.db'), { create: true });
    db.script('CREATE TABLE t (a)');
    db.close();
    const late: (() => unknown)[] = [
      () => db.all(sql`SELECT a FROM t`),
      () => db.run(sql`INSERT INTO t VALUES (1)`),
      () => [...db.iterate(sql`SELECT a FROM t`)],
      () => db.transaction(() => {}),
    ];
    for (const use of late) expect(use).toThrowError(expect.objectContaining({ code: 'PROJECT_CLOSED' }));
  });

  it('says that a file is not there, and does not make it', () => {
    const file = join(temporaryFolder(), 'absent.db');
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
    expect(() => openDatabase(join(file, 'deeper.db'), { create: true })).toThrow(
      expect.objectContaining({ code: 'FILE_NOT_FOUND' }),
    );
    expect(existsSync(file)).toBe(false);
  });

  it('says that a text file is no database', () => {
    const file = join(temporaryFolder(), 'a.gpkg');
    writeFileSync(file, '这不是数据库'.repeat(200));
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'GPKG_NOT_A_GEOPACKAGE' }));
  });

  it('says that a truncated database is damaged', () => {
    const file = join(temporaryFolder(), 'a.db');
    const db = openDatabase(file, { create: true, journal: 'delete' });
    db.script('CREATE TABLE t (a); INSERT INTO t VALUES (hex(zeroblob(40000)))');
    db.close();
    truncateSync(file, 8192);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'PROJECT_CORRUPT' }));
  });

  it('says that a folder is no file it can open', () => {
    const folder = join(temporaryFolder(), 'folder.db');
    mkdirSync(folder);
    expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'PROJECT_READ_ONLY' }));
  });

  it('says that another program holds the file', () => {
    const file = join(temporaryFolder(), 'a.db');
    const db = openDatabase(file, { create: true, journal: 'delete' });
    db.script('CREATE TABLE t (a)');
    const other = new Sqlite(file);
    other.exec('BEGIN EXCLUSIVE');
    db.pragma('busy_timeout = 50');
    expect(() => db.run(sql`INSERT INTO t VALUES (1)`)).toThrow(
      expect.objectContaining({ code: 'PROJECT_FILE_LOCKED', params: { file } }),
    );
    other.exec('ROLLBACK');
    other.close();
    db.close();
  });

  it('says that the disk is full and keeps what was there', () => {
    const db = openDatabase(join(temporaryFolder(), 'a.db'), { create: true });
    db.script('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    // the same result code as a full disk, without one
    db.pragma('max_page_count = 2');
    const fill = () =>
      db.transaction(() => {
        for (let i = 0; i < 100; i++) db.run(sql`INSERT INTO t VALUES (${'x'.repeat(1000)})`);
      });
    expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    expect(db.column<number>(sql`SELECT a FROM t`)).toEqual([1]);
    db.close();
  });

  it('says that a file opened for reading cannot be written', () => {
    const file = join(temporaryFolder(), 'a.db');
    const db = openDatabase(file, { create: true });
    db.script('CREATE TABLE t (a)');
    const reader = openDatabase(file, { readOnly: true });
    expect(() => reader.get(sql`INSERT INTO t VALUES (1) RETURNING a`)).toThrow(
      expect.objectContaining({ code: 'PROJECT_READ_ONLY' }),
    );
    reader.close();
    db.close();
  });

  it('refuses transactions inside transactions and rolls back on any throw', () => {
    const db = openDatabase(':memory:');
    db.script('CREATE TABLE t (a)');
    expect(() => db.transaction(() => db.transaction(() => 1))).toThrow('transactions do not nest');
    const fail = () =>
      db.transaction(() => {
        db.run(sql`INSERT INTO t VALUES (1)`);
        throw new Error('on purpose');
      });
    expect(fail).toThrow('on purpose');
    expect(db.column(sql`SELECT a FROM t`)).toEqual([]);
    db.close();
  });

  it('gives lazy rows that can be left early and restarted', () => {
    const db = openDatabase(':memory:');
    db.script('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)');
    for (const { a } of db.iterate<{ a: number }>(sql`SELECT a FROM t`)) if (a === 2) break;
    expect([...db.iterate(sql`SELECT a FROM t`)]).toHaveLength(3);
    db.run(sql`INSERT INTO t VALUES (4)`);
    db.close();
  });
});

describe('sql', () => {
  it('binds values and never splices them', () => {
    const db = openDatabase(':memory:');
    db.script('CREATE TABLE t (a)');
    const hostile = "'); DROP TABLE t; --";
    db.run(sql`INSERT INTO t VALUES (${hostile})`);
    expect(db.column(sql`SELECT a FROM t`)).toEqual([hostile]);
    db.close();
  });

  it('quotes names by doubling', () => {
    const db = openDatabase(':memory:');
    const name = '图斑 "x"; DROP TABLE y';
    db.run(sql`CREATE TABLE ${identifier(name)} (${identifier('select')} TEXT)`);
    db.run(sql`INSERT INTO ${identifier(name)} VALUES (${'值'})`);
    expect(db.value(sql`SELECT ${identifier('select')} FROM ${identifier(name)}`)).toBe('值');
    expect(() => identifier('a\0b')).toThrow('NUL');
    db.close();
  });

  it('does not take an object that only looks like a fragment for one', () => {
    const lookalike = { text: "'spliced'", values: [] };
    expect(sql`SELECT ${lookalike}`.text).toBe('SELECT ?');
  });
});
