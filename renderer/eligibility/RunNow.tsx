import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById } from '../commands/registry.ts';

/** The one next step where there is no run, or an old one. */
export function RunNow({ title = '现在核算' }: { readonly title?: string }) {
  return (
    <button type="button" className="link" onClick={() => runCommandById('eligibility.run')}>
      {title} <KeyHint command="eligibility.run" />
    </button>
  );
}
