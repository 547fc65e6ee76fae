import { create } from 'zustand';
import type { ExportFormat, ProductPreview } from '../../shared/contract/records/documentRecords.ts';
import { backend } from '../backend/backend.ts';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';
import { shownProducts } from './productTitles.ts';
import { type ListChoice, useReportChoice } from './reportChoiceStore.ts';

interface PreviewState {
  /** What is looked at; null while the map shows. */
  readonly shown: { readonly what: ListChoice; readonly format: ExportFormat } | null;
  /** Null while it is being made. */
  readonly preview: ProductPreview | null;
  readonly failure: Failure | null;
}

const nothing: PreviewState = { shown: null, preview: null, failure: null };

export const usePreview = create<PreviewState>(() => nothing);

let running = new AbortController();

/** Shows the beginning of a product as it would be written now; a preview still being made is dropped. */
export async function showPreview(format: ExportFormat, what: ListChoice = currentList()): Promise<void> {
  running.abort();
  const mine = new AbortController();
  running = mine;
  const shown = { what, format };
  usePreview.setState({ shown, preview: null, failure: null });
  const { encoding } = useReportChoice.getState();
  try {
    const preview = await backend.call('export.preview', { ...shown, encoding }, mine.signal);
    if (!mine.signal.aborted) usePreview.setState({ preview });
  } catch (error) {
    if (!mine.signal.aborted) usePreview.setState({ failure: describeFailure(error) });
  }
}

/** Makes what is looked at again, after a setting it depends on has changed. */
export function refreshPreview(): void {
  const { shown } = usePreview.getState();
  if (shown !== null) void showPreview(shown.format, shown.what);
}

/** The next or the one before of the products that can be made. */
export function stepPreview(by: 1 | -1, without: readonly ExportFormat[]): void {
  const { shown } = usePreview.getState();
  const possible = shownProducts.filter((format) => !without.includes(format));
  if (shown === null || possible.length === 0) return;
  const place = possible.indexOf(shown.format) + by;
  void showPreview(possible[(place + possible.length) % possible.length] as ExportFormat, shown.what);
}

/** Back to the map. */
export function closePreview(): void {
  running.abort();
  usePreview.setState(nothing);
}

function currentList(): ListChoice {
  return usePreview.getState().shown?.what ?? useReportChoice.getState().lists[0] ?? 'plots';
}
