import { useKeyText } from './registry.ts';

/** The key in force of a command, beside what it does; nothing where it has none. */
export function KeyHint({
  command,
  className = 'key-hint',
}: {
  readonly command: string;
  /** `brackets`: within a sentence, as 在“准备”（Ctrl+1）中. */
  readonly className?: 'key-hint' | 'chip-key' | 'kbd' | 'brackets';
}) {
  const key = useKeyText(command);
  if (key === '') return null;
  if (className === 'brackets') return `（${key}）`;
  return className === 'kbd' ? (
    <kbd className={className}>{key}</kbd>
  ) : (
    <span className={className}>{key}</span>
  );
}
