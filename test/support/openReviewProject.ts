import { onTestFinished } from 'vitest';
import { createBackend } from '../../electron/backend/createBackend.ts';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { addPlots, buildProject } from './buildProject.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface ReviewProject {
  readonly client: BackendClient;
  readonly directory: string;
  /** What the check of the whole project finds now. */
  check(): string[];
  /** Sets the clock every command is stamped with. */
  setClock(date: Date): void;
}

/** A project with so many plots (square, 400 m², 东镇 and 西镇 in turn), open in a backend of its own. */
export async function openReviewProject(plots: number): Promise<ReviewProject> {
  const project = await buildProject();
  addPlots(project, plots);
  project.close();
  let now = new Date('2026-11-22T04:00:00Z');
  const backend = createBackend({
    applicationDirectory: temporaryFolder(),
    clock: () => now,
    reportBug: (_, method, error) => {
      process.stderr.write(`${method}: ${error instanceof Error ? error.stack : String(error)}\n`);
    },
  });
  onTestFinished(() => backend.close());
  const client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: project.directory });
  return {
    client,
    directory: project.directory,
    check() {
      const reader = openDatabase(project.file, { readOnly: true });
      try {
        return checkProject(reader).map(({ code, where, detail }) => `${code} ${where} ${detail}`);
      } finally {
        reader.close();
      }
    },
    setClock(date) {
      now = date;
    },
  };
}
