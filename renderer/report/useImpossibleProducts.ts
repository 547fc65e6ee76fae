import { type ExportFormat, exportFormats } from '../../shared/contract/records/documentRecords.ts';
import { useProject } from '../session/projectStore.ts';
import { useHandUpSettings } from './handUpSettingsStore.ts';

/** Products that cannot be made now: all before the first run, the bureau's own report without its template. */
export function useImpossibleProducts(): readonly ExportFormat[] {
  const hasRun = useProject((state) => state.project?.run != null);
  const hasTemplate = useHandUpSettings(({ settings }) => settings?.templateName != null);
  if (!hasRun) return exportFormats;
  return hasTemplate ? [] : ['template'];
}
