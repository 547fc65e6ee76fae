import { useEffect, useRef } from 'react';
import { useKeyText } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { setDraft, useDrafts } from './draftStore.ts';
import { go, saveNote } from './reviewActions.ts';

export const noteFieldId = 'plot-note';

/** The remark of the current plot: saved on leaving the field, or with the verdict where there is none yet. */
export function NoteField() {
  const plotId = useCurrentPlot((state) => state.detail?.plotId ?? null);
  const saved = useCurrentPlot((state) => state.detail?.note ?? '');
  const isJudged = useCurrentPlot((state) => (state.detail?.verdictCode ?? null) !== null);
  const draft = useDrafts((state) => (plotId === null ? undefined : state.notes[plotId]));
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
      {!isJudged && (draft ?? '') !== '' && (
        <p className="pane-hint">备注已在本机留存，判读后随结论存入项目</p>
      )}
    </form>
  );
}
