import { create } from 'zustand';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import type { Answers } from '../../shared/domain/review/checkAnswers.ts';
import { reviewerName, unsigned, useReviewer } from '../session/reviewerStore.ts';

interface Drafts {
  /** Remarks, by plot. */
  readonly notes: Readonly<Record<number, string>>;
  /** Answers, by plot and verdict code. */
  readonly answers: Readonly<Record<string, Answers>>;
}

const none: Drafts = { notes: {}, answers: {} };

/**
 * What is written or answered but not yet saved with a verdict. This machine keeps it for each project and reviewer: closing
 * the window or a power cut costs nobody a sentence, and nobody signs what a colleague at the same desk wrote.
 */
export const useDrafts = create<Drafts>(() => none);

let project: ProjectSummary | null = null;
let storageKey: string | null = null;

/** Brings back what the reviewer left unsaved in a project, and keeps under both names what is written from now on. */
export function openDrafts(opened: ProjectSummary): void {
  project = opened;
  showDraftsOf(reviewerName(), none);
}

useReviewer.subscribe(({ name }, before) => {
  if (name === before.name) return;
  // who says a name for the first time goes on with what they wrote before
  const brought = before.name === unsigned ? useDrafts.getState() : none;
  if (before.name === unsigned) useDrafts.setState(none, true);
  showDraftsOf(name, brought);
});

function showDraftsOf(reviewer: string, brought: Drafts): void {
  if (project === null) return;
  // another project may be made in the same folder, with other plots under the same numbers
  storageKey = `tianheng.drafts ${project.createdAtUtc} ${reviewer} ${project.directory}`;
  const { notes, answers } = parseDrafts(localStorage.getItem(storageKey));
  useDrafts.setState(
    { notes: { ...notes, ...brought.notes }, answers: { ...answers, ...brought.answers } },
    true,
  );
}

useDrafts.subscribe((drafts) => {
  if (storageKey === null) return;
  const isEmpty = Object.keys(drafts.notes).length + Object.keys(drafts.answers).length === 0;
  if (isEmpty) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, JSON.stringify(drafts));
});

export function setDraft(plotId: number, note: string | null): void {
  const { [plotId]: _, ...others } = useDrafts.getState().notes;
  useDrafts.setState({ notes: note === null ? others : { ...others, [plotId]: note } });
}

export function setAnswers(plotId: number, verdictCode: string, answers: Answers | null): void {
  const { [keyOf(plotId, verdictCode)]: _, ...others } = useDrafts.getState().answers;
  useDrafts.setState({
    answers: answers === null ? others : { ...others, [keyOf(plotId, verdictCode)]: answers },
  });
}

/** Answers not yet saved; undefined where none were changed. */
export function draftAnswers(
  { answers }: Pick<Drafts, 'answers'>,
  plotId: number,
  verdictCode: string,
): Answers | undefined {
  return answers[keyOf(plotId, verdictCode)];
}

function keyOf(plotId: number, verdictCode: string): string {
  return `${plotId} ${verdictCode}`;
}

/** What this window did not write there is no draft. */
function parseDrafts(stored: string | null): Drafts {
  try {
    const parsed = JSON.parse(stored ?? 'null') as Partial<Drafts> | null;
    return { notes: parsed?.notes ?? {}, answers: parsed?.answers ?? {} };
  } catch {
    return none;
  }
}
