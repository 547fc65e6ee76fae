import { useState } from 'react';

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day of the calendar written as 2026-12-31. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return isoDay.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * A day as 年-月-日, whatever language the browser or the system speaks (a date input writes as the system does).
 * Tells '' as long as what is written is no day.
 */
export function DateField({
  label,
  value,
  onChange,
  placeholder = '年-月-日，如 2026-12-31',
}: {
  readonly label: string;
  readonly value: string;
  /** Shorter where there is less room. */
  readonly placeholder?: string;
  readonly onChange: (day: string) => void;
}) {
  const [text, setText] = useState(value);
  const wrong = text !== '' && !isDay(text);
  return (
    <label className="field-line">
      {label}
      <input
        type="text"
        inputMode="numeric"
        className="date-input num"
        placeholder={placeholder}
        value={text}
        aria-invalid={wrong}
        onChange={(event) => {
          // a full-width dash or a slash is what an input method or a spreadsheet makes of it
          const written = event.target.value.trim().replace(/[－—/.]/g, '-');
          setText(written);
          onChange(isDay(written) ? written : '');
        }}
      />
      {wrong && text.length >= 10 && <span className="muted">没有这一天</span>}
    </label>
  );
}
