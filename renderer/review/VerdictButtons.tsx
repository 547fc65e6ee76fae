import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { runCommandById } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { seenEpochsHint, useSeenEpochs } from '../session/seenEpochsStore.ts';
import { Section } from '../ui/Section.tsx';
import { FollowUpFields } from './FollowUpFields.tsx';
import { NoteField } from './NoteField.tsx';
import { PreviousVerdict } from './PreviousVerdict.tsx';
import { SchemeChoice } from './SchemeChoice.tsx';

/** The verdicts of the scheme in fixed places, each with its key; a click does what the key does. */
export function VerdictButtons() {
  const scheme = useProject((state) => state.scheme);
  const detail = useCurrentPlot((state) => state.detail);
  const hint = useSeenEpochs(seenEpochsHint);
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
          <button
            key={option.code}
            type="button"
            className="verdict"
            aria-pressed={detail?.verdictCode === option.code}
            aria-keyshortcuts={option.key}
            disabled={detail === null || detail.status === 'locked'}
            style={{ '--verdict': option.color } as React.CSSProperties}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => runCommandById(`review.verdict.${option.code}`)}
          >
            <kbd>{option.key.toUpperCase()}</kbd>
            <span>{option.title}</span>
          </button>
        ))}
      </div>
      {hint !== null && <p className="pane-hint">{hint}</p>}
      <PreviousVerdict />
      <FollowUpFields />
      <NoteField />
    </Section>
  );
}
