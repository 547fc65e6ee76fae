import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** Project files this process holds open: its own pid in a lock row may also be left from an earlier process. */
const heldHere = new Set<string>();

/**
 * Takes the project's lock row. A row left by a killed process, or from before a restart of the machine, is
 * taken over. Throws PROJECT_IN_USE.
 */
export function takeSessionLock(db: WritableDatabase, nowUtc: string): void {
  db.transaction(() => {
    const holder = db.get<{ pid: number; boot_id: string }>(sql`SELECT pid, boot_id FROM session_lock`);
    if (holder !== undefined && isHeld(db.file, holder)) {
      throw new AppError('PROJECT_IN_USE', { file: db.file, pid: holder.pid });
    }
    db.run(sql`INSERT OR REPLACE INTO session_lock VALUES (1, ${process.pid}, ${readBootId()}, ${nowUtc})`);
  });
  heldHere.add(db.file);
}

/** Gives the lock row back; safe to call for a lock that was never taken. */
export function releaseSessionLock(db: WritableDatabase): void {
  if (!heldHere.delete(db.file)) return;
  db.run(sql`DELETE FROM session_lock WHERE pid = ${process.pid}`);
}

function isHeld(file: string, holder: { pid: number; boot_id: string }): boolean {
  if (!isSameBoot(holder.boot_id, readBootId())) return false;
  return holder.pid === process.pid ? heldHere.has(file) : isRunning(holder.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Names this run of the machine: the kernel's id, or where there is none the second it started. */
function readBootId(): string {
  if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `since-${Math.round(Date.now() / 1000 - uptime())}`;
}

function isSameBoot(a: string, b: string): boolean {
  if (a === b) return true;
  if (!a.startsWith('since-') || !b.startsWith('since-')) return false;
  // the clock may be set between two readings
  return Math.abs(Number(a.slice(6)) - Number(b.slice(6))) < 120;
}
