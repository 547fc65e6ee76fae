import { create } from 'zustand';
import type { ReplyOf, RequestOf } from '../../shared/contract/backendApi.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from '../session/answerOrder.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure } from '../session/toastStore.ts';

interface HandUpSettingsState {
  /** Null until they are read. */
  readonly settings: ReplyOf<'handUp.settings'> | null;
  /** What was found in the template chosen last. */
  readonly templateNote: string | null;
}

export const useHandUpSettings = create<HandUpSettingsState>(() => ({ settings: null, templateNote: null }));

const askSettings = createAnswerOrder();

export async function loadSettings(): Promise<void> {
  const isNewest = askSettings();
  try {
    const settings = await backend.call('handUp.settings', {});
    if (isNewest()) useHandUpSettings.setState({ settings });
  } catch (error) {
    showFailure(error);
  }
}

let saves = 0;

/** Shown at once, then as the project keeps it; what was kept before a later change is not shown any more. */
export async function saveSettings(change: Omit<RequestOf<'handUp.saveSettings'>, 'by'>): Promise<void> {
  const mine = ++saves;
  // what was asked for before this change comes too late
  askSettings()();
  const { settings } = useHandUpSettings.getState();
  if (settings !== null) useHandUpSettings.setState({ settings: { ...settings, ...change } });
  try {
    await backend.call('handUp.saveSettings', { ...change, by: reviewerName() });
  } catch (error) {
    showFailure(error);
  }
  if (mine === saves) await loadSettings();
}

export async function setTemplate(path: string | null): Promise<void> {
  try {
    const { placeholders, unknown } = await backend.call('handUp.setTemplate', { path, by: reviewerName() });
    const strange = unknown.length === 0 ? '' : `；其中 ${unknown.join('、')} 没有对应的数据，将原样保留`;
    const templateNote = path === null ? null : `模板含 ${placeholders.length} 个占位符${strange}。`;
    useHandUpSettings.setState({ templateNote });
  } catch (error) {
    showFailure(error);
  }
  await loadSettings();
}
