import { KeyHint } from './KeyHint.tsx';
import { runCommandById } from './registry.ts';

/** Closes the dialog it stands in, and names the key that does. */
export function CloseDialog() {
  return (
    <button
      type="button"
      className="link dialog-close no-print"
      onClick={() => runCommandById('window.escape')}
    >
      关闭 <KeyHint command="window.escape" />
    </button>
  );
}
