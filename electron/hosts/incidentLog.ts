import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the stack of a bug under the incident number its user was shown, to logs/incidents.log and to stderr. */
export function createIncidentLog(
  applicationDirectory: string,
): (incidentId: string, method: string, error: unknown) => void {
  return (incidentId, method, error) => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const entry = `${new Date().toISOString()} [${incidentId}] ${method}: ${detail}\n`;
    process.stderr.write(entry);
    const folder = join(applicationDirectory, 'logs');
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, 'incidents.log'), entry);
  };
}
