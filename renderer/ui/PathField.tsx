import { Button, Input } from 'antd';

interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (value: string) => void;
  /** Opens the system's own dialog; absent where there is none and the path is typed. */
  readonly onBrowse?: (() => void) | undefined;
  readonly onEnter?: () => void;
}

/** A path on this machine: chosen in a dialog on the desktop, typed in the browser. */
export function PathField({ label, value, placeholder, onChange, onBrowse, onEnter }: PathFieldProps) {
  return (
    <div className="path-field">
      <Input
        aria-label={label}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        {...(onEnter ? { onPressEnter: onEnter } : {})}
      />
      {onBrowse !== undefined && <Button onClick={onBrowse}>浏览…</Button>}
    </div>
  );
}
