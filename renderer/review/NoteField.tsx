import { useEffect, useRef } from 'react';
import { useKeyText } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { go, saveNote } from './reviewActions.ts';
import { setDraft, useReview } from './reviewStore.ts';

export const noteFieldId = 'plot-note';

/** The remark of the current plot. It is kept while plots are changed and saved with the verdict or on leaving. */
export function NoteField() {
  const plotId = useCurrentPlot((state) => state.detail?.plotId ?? null);
  const saved = useCurrentPlot((state) => state.detail?.note ?? '');
  const draft = useReview((state) => (plotId === null ? undefined : state.drafts[plotId]));
  const field = useRef<HTMLTextAreaElement>(null);
  const key = useKeyText('review.note');
  const submitKey = useKeyText('window.submit');

  // a plot change while writing must not carry the caret into the next plot's remark
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the plot changes
  useEffect(() => () => field.current?.blur(), [plotId]);

  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        field.current?.blur();
        go('next');
      }}
    >
      <textarea
        ref={field}
        id={noteFieldId}
        className="note"
        aria-label="备注"
        placeholder={`备注 ${key}${submitKey === '' ? '' : `（${submitKey} 保存并到下一块）`}`}
        disabled={plotId === null}
        value={draft ?? saved}
        onChange={(event) => plotId !== null && setDraft(plotId, event.target.value)}
        onBlur={saveNote}
      />
    </form>
  );
}
