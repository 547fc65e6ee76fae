import { RuleSetDialog } from '../eligibility/RuleSetDialog.tsx';
import { HelpDialog } from '../help/HelpDialog.tsx';
import { PastDialog } from '../history/PastDialog.tsx';
import { AssignDialog } from '../review/AssignDialog.tsx';
import { useView } from '../session/viewStore.ts';
import { CheatSheet } from './CheatSheet.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { KeySettings } from './KeySettings.tsx';
import { NewProjectDialog } from './NewProjectDialog.tsx';
import { OpenProjectDialog } from './OpenProjectDialog.tsx';
import { ReviewerDialog } from './ReviewerDialog.tsx';

/** The one dialog that is open, if any. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog);
  switch (dialog) {
    case 'palette':
      return <CommandPalette />;
    case 'cheatSheet':
      return <CheatSheet />;
    case 'help':
      return <HelpDialog />;
    case 'keys':
      return <KeySettings />;
    case 'reviewer':
      return <ReviewerDialog />;
    case 'newProject':
      return <NewProjectDialog />;
    case 'openProject':
      return <OpenProjectDialog />;
    case 'assign':
      return <AssignDialog />;
    case 'past':
      return <PastDialog />;
    case 'ruleSets':
      return <RuleSetDialog />;
    case null:
      return null;
  }
}
