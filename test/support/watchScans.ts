import type { OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import type { SqlQuery } from '../../electron/backend/storage/sqlite/sql.ts';

/** A statement that went through a table or an index from its first row, or sorted one, and how many times it ran. */
export interface Scan {
  readonly statement: string;
  /** What it went through: names of tables and indexes; those of temporary tables begin with `temp.`. */
  readonly through: readonly string[];
  readonly times: number;
}

type Step = Readonly<{ opcode: string; p1: number; p2: number; p3: number }>;

/** From here on notes the statements of a project that go through whole tables, by what SQLite compiles them to. */
export function watchScans({ database }: OpenProject): () => Scan[] {
  const scans = new Map<string, Scan>();
  const { all, get, run, script } = {
    all: database.all.bind(database),
    get: database.get.bind(database),
    run: database.run.bind(database),
    script: database.script.bind(database),
  };
  const note = (query: SqlQuery): void => {
    const steps = all<Step>({ ...query, text: `EXPLAIN ${query.text}` });
    const through = listScanned(steps, readNames());
    if (through.length === 0) return;
    const statement = query.text.replace(/\s+/g, ' ').trim();
    scans.set(statement, { statement, through, times: (scans.get(statement)?.times ?? 0) + 1 });
  };
  const readNames = (): Map<string, string> => {
    const read = (schema: string, before: string) =>
      all<{ name: string; rootpage: number }>({
        text: `SELECT name, rootpage FROM ${schema} WHERE rootpage > 0`,
        values: [],
      }).map(({ name, rootpage }): [string, string] => [`${before}${rootpage}`, `${before}${name}`]);
    return new Map([...read('sqlite_schema', ''), ...read('sqlite_temp_schema', 'temp.')]);
  };
  Object.assign(database, {
    all: (query: SqlQuery) => {
      note(query);
      return all(query);
    },
    get: (query: SqlQuery) => {
      note(query);
      return get(query);
    },
    run: (query: SqlQuery) => {
      note(query);
      return run(query);
    },
    script: (text: string) => {
      // one by one, as each may need the tables of those before; a trigger's statements belong together
      const statements = text.includes('TRIGGER') ? [text] : text.replaceAll(/--.*$/gm, '').split(';');
      for (const statement of statements.filter((part) => part.trim() !== '')) {
        if (/^\s*(INSERT|UPDATE|DELETE)/.test(statement)) note({ text: statement, values: [] });
        script(statement);
      }
    },
  });
  return () => [...scans.values()];
}

const MAIN = 0;

/** A cursor that is set to the first row goes through all of them, unless it is one the statement makes for itself. */
function listScanned(steps: readonly Step[], names: ReadonlyMap<string, string>): string[] {
  const opened = new Map<number, string>();
  const scanned = new Set<string>();
  for (const { opcode, p1, p2, p3 } of steps) {
    if (opcode === 'OpenRead' || opcode === 'OpenWrite') {
      const name = names.get(`${p3 === MAIN ? '' : 'temp.'}${p2}`);
      if (name !== undefined) opened.set(p1, name);
    }
    const name = opened.get(p1);
    if (opcode === 'Rewind' && name !== undefined) scanned.add(name);
  }
  return [...scanned].sort();
}
