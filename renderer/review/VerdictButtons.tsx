import type { VerdictOption } from '../../shared/domain/review/verdictScheme.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { runCommandById, useKeyText } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { seenEpochsHint, unseenAmong, useSeenEpochs } from '../session/seenEpochsStore.ts';
import { useSelection } from '../session/selectionStore.ts';
import { Section } from '../ui/Section.tsx';
import { FollowUpFields } from './FollowUpFields.tsx';
import { NoteField } from './NoteField.tsx';
import { PreviousVerdict } from './PreviousVerdict.tsx';
import { SchemeChoice } from './SchemeChoice.tsx';

/** The verdicts of the scheme in fixed places, each with its key; a click does what the key does. */
export function VerdictButtons() {
  const scheme = useProject((state) => state.scheme);
  const detail = useCurrentPlot((state) => state.detail);
  const selected = useSelection((state) => state.selected);
  const ofPlot = useSeenEpochs(seenEpochsHint);
  const unseen = useSeenEpochs((state) => unseenAmong(state, selected).length);
  const hint = selected.size === 0 ? ofPlot : batchHint(selected.size, unseen);
  const status = detail === null ? null : reviewStatusLabels[detail.status];
  return (
    <Section
      title={<SchemeChoice />}
      label="判读"
      aside={
        detail?.decidedBy ? `${status?.title} · ${detail.decidedBy}` : status === null ? '' : status.title
      }
    >
      <div className="verdicts">
        {scheme?.options.map((option) => (
          <VerdictButton
            key={option.code}
            option={option}
            given={detail?.verdictCode === option.code}
            disabled={detail === null || detail.status === 'locked'}
          />
        ))}
      </div>
      {hint !== null && <p className="pane-hint">{hint}</p>}
      <PreviousVerdict />
      <FollowUpFields />
      <NoteField />
    </Section>
  );
}

/** What a verdict does while plots are selected, and whether it may be given. */
function batchHint(plots: number, unseen: number): string {
  return unseen === 0
    ? `已选 ${plots} 块：结论将一起判给这些图斑`
    : `已选 ${plots} 块，其中 ${unseen} 块未看两期影像，暂不能一起判`;
}

interface VerdictButtonProps {
  readonly option: VerdictOption;
  readonly given: boolean;
  readonly disabled: boolean;
}

function VerdictButton({ option, given, disabled }: VerdictButtonProps) {
  const command = `review.verdict.${option.code}`;
  const key = useKeyText(command);
  return (
    <button
      type="button"
      className="verdict"
      aria-pressed={given}
      aria-keyshortcuts={key}
      disabled={disabled}
      style={{ '--verdict': option.color } as React.CSSProperties}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runCommandById(command)}
    >
      <kbd>{key}</kbd>
      <i className="verdict-swatch" data-pattern={option.pattern} aria-hidden="true" />
      <span>{option.title}</span>
    </button>
  );
}
