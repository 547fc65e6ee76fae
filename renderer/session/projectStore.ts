import { create } from 'zustand';
import { BackendError } from '../../shared/contract/BackendError.ts';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import type { VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import { backend } from '../backend/backend.ts';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';
import { createAnswerOrder } from './answerOrder.ts';
import { loadPast } from './pastStore.ts';
import { offerTour } from './tourStore.ts';

interface ProjectState {
  readonly phase: 'starting' | 'none' | 'opening' | 'open';
  readonly project: ProjectSummary | null;
  readonly scheme: VerdictScheme | null;
  readonly failure: Failure | null;
  readonly savedAt: Date | null;
}

export const useProject = create<ProjectState>(() => ({
  phase: 'starting',
  project: null,
  scheme: null,
  failure: null,
  savedAt: null,
}));

const askSummary = createAnswerOrder();

async function adopt(project: ProjectSummary): Promise<void> {
  const scheme = await backend.call('review.scheme', {});
  await loadPast();
  // what was asked of the project before it comes too late
  askSummary()();
  useProject.setState({ phase: 'open', project, scheme, failure: null, savedAt: new Date() });
}

/** What the backend already has open; else what the window was started with (`#sample`, `#project=…`), if anything. */
export async function loadProject(): Promise<void> {
  try {
    await adopt(await backend.call('project.info', {}));
  } catch (error) {
    const expected = error instanceof BackendError && error.code === 'PROJECT_NOT_OPEN';
    useProject.setState({ phase: 'none', project: null, failure: expected ? null : describeFailure(error) });
    if (expected) await openStartFragment(window.location.hash);
  }
}

async function openStartFragment(fragment: string): Promise<void> {
  if (fragment === '#sample') await openSample();
  const [, directory] = /^#project=(.+)$/.exec(fragment) ?? [];
  if (directory !== undefined) await openProject(decodeURIComponent(directory));
}

async function openWith(open: () => Promise<ProjectSummary>): Promise<boolean> {
  const before = useProject.getState();
  useProject.setState({ phase: 'opening', failure: null });
  try {
    await adopt(await open());
    return true;
  } catch (error) {
    const phase = before.project === null ? 'none' : 'open';
    useProject.setState({ ...before, phase, failure: describeFailure(error) });
    return false;
  }
}

export async function openSample(): Promise<boolean> {
  const opened = await openWith(() => backend.call('sample.open', {}));
  if (opened) offerTour();
  return opened;
}

export function openProject(directory: string): Promise<boolean> {
  return openWith(() => backend.call('project.open', { directory }));
}

export function createProject(request: { directory: string; name: string; crs: string }): Promise<boolean> {
  return openWith(() => backend.call('project.create', request));
}

/** Re-reads the summary after a change; a project that is no longer open is left as it was. */
export async function refreshProject(): Promise<void> {
  if (useProject.getState().phase !== 'open') return;
  const isNewest = askSummary();
  const fresh = await backend.call('project.info', {});
  if (!isNewest()) return;
  const { project: shown } = useProject.getState();
  useProject.setState({ project: shown === null ? fresh : withoutRepeats(fresh, shown) });
}

/** What is as it was stays the same object: after each verdict only counts differ, and nothing else is drawn anew. */
function withoutRepeats(fresh: ProjectSummary, shown: ProjectSummary): ProjectSummary {
  const same = Object.entries(shown).filter(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(fresh[name as keyof ProjectSummary]),
  );
  return { ...fresh, ...Object.fromEntries(same) };
}

/** The time a change was acknowledged by the backend: it is on the disk by then. */
export function markSaved(atUtc: string): void {
  useProject.setState({ savedAt: new Date(atUtc) });
}
