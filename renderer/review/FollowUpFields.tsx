import { useEffect, useRef } from 'react';
import { checkAnswers, withoutEmpty } from '../../shared/domain/review/checkAnswers.ts';
import type { FollowUpField, VerdictOption } from '../../shared/domain/review/verdictScheme.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { draftAnswers, setAnswers, useDrafts } from './draftStore.ts';
import { answersTo, decide } from './reviewActions.ts';
import { useReview } from './reviewStore.ts';

/**
 * The questions of the verdict that was given, or of the one that waits for them. A digit answers a choice, Enter a
 * text; once nothing is missing the verdict is stored by itself.
 */
export function FollowUpFields() {
  const detail = useCurrentPlot((state) => state.detail);
  const scheme = useProject((state) => state.scheme);
  const pending = useReview((state) => state.pending);
  const box = useRef<HTMLFieldSetElement>(null);
  const waiting = pending !== null && pending.plotId === detail?.plotId;
  const code = waiting ? pending.verdictCode : (detail?.verdictCode ?? null);
  useDrafts((state) =>
    detail === null || code === null ? undefined : draftAnswers(state, detail.plotId, code),
  );
  const option = scheme?.options.find((one) => one.code === code);

  useEffect(() => {
    if (waiting) box.current?.querySelector<HTMLElement>('[data-missing=true]')?.focus();
  }, [waiting]);

  if (detail === null || option === undefined || option.fields.length === 0) return null;
  const { plotId } = detail;
  const answers = answersTo(plotId, option.code);
  const commit = () => decide(option.code);
  const answer = (field: FollowUpField, value: string, done: boolean) => {
    setAnswers(plotId, option.code, { ...answersTo(plotId, option.code), [field.code]: value });
    if (!done) return;
    if (isComplete(option, plotId)) commit();
    else focusNext(box.current, field.code);
  };
  return (
    <fieldset
      ref={box}
      className="follow-up"
      aria-label={`${option.title}：补充`}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
        event.preventDefault();
        useReview.setState({ pending: null });
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      }}
    >
      {option.fields.map((field) => {
        const value = answers[field.code] ?? '';
        const missing = field.required && value === '';
        const label = `${field.title}${field.required ? '（必填）' : ''}`;
        return field.type === 'choice' ? (
          <ChoiceField
            key={field.code}
            field={field}
            label={label}
            value={value}
            missing={missing && waiting}
            onAnswer={(chosen) => answer(field, chosen, true)}
          />
        ) : (
          <label key={field.code} className="follow-up-row">
            <span>{label}</span>
            <input
              type={field.type === 'date' ? 'date' : 'text'}
              data-field={field.code}
              data-missing={missing && waiting}
              aria-invalid={missing && waiting}
              value={value}
              onChange={(event) => answer(field, event.target.value, false)}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
                event.preventDefault();
                if (isComplete(option, plotId)) {
                  event.currentTarget.blur();
                  commit();
                } else focusNext(box.current, field.code);
              }}
            />
          </label>
        );
      })}
    </fieldset>
  );
}

interface ChoiceFieldProps {
  readonly field: FollowUpField;
  readonly label: string;
  readonly value: string;
  readonly missing: boolean;
  readonly onAnswer: (code: string) => void;
}

function ChoiceField({ field, label, value, missing, onAnswer }: ChoiceFieldProps) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-invalid={missing}
      data-field={field.code}
      data-missing={missing}
      tabIndex={0}
      className="follow-up-row"
      onKeyDown={(event) => {
        const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
        const choice = digit === undefined ? undefined : field.choices[Number(digit) - 1];
        if (choice === undefined || event.ctrlKey || event.altKey) return;
        event.preventDefault();
        event.currentTarget.blur();
        onAnswer(choice.code);
      }}
    >
      <span>{label}</span>
      <span className="follow-up-choices">
        {field.choices.map((choice, index) => (
          // biome-ignore lint/a11y/useSemanticElements: the group is one stop for the keyboard, its digits answer it
          <button
            key={choice.code}
            type="button"
            role="radio"
            tabIndex={-1}
            aria-checked={value === choice.code}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAnswer(choice.code)}
          >
            <kbd>{index + 1}</kbd> {choice.title}
          </button>
        ))}
      </span>
    </div>
  );
}

function isComplete(option: VerdictOption, plotId: number): boolean {
  return checkAnswers(option, withoutEmpty(answersTo(plotId, option.code))) === undefined;
}

function focusNext(box: HTMLElement | null, after: string): void {
  const fields = [...(box?.querySelectorAll<HTMLElement>('[data-field]') ?? [])];
  const place = fields.findIndex((one) => one.dataset.field === after);
  fields
    .slice(place + 1)
    .find((one) => one.dataset.missing === 'true')
    ?.focus();
}
