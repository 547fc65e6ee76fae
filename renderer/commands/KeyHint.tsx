import { useKeyText } from './registry.ts';

/** The key in force of a command, beside what it does; nothing where it has none. */
export function KeyHint({
  command,
  className = 'key-hint',
}: {
  readonly command: string;
  readonly className?: 'key-hint' | 'chip-key' | 'kbd';
}) {
  const key = useKeyText(command);
  if (key === '') return null;
  return className === 'kbd' ? (
    <kbd className={className}>{key}</kbd>
  ) : (
    <span className={className}>{key}</span>
  );
}
