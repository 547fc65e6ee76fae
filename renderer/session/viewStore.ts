import { create } from 'zustand';

export const modes = ['prepare', 'review', 'eligibility', 'ledger', 'report'] as const;
export type Mode = (typeof modes)[number];

export type DockTab = 'table' | 'problems' | 'log' | 'differences' | 'jobs';
export type Dialog =
  | 'palette'
  | 'cheatSheet'
  | 'keys'
  | 'help'
  | 'reviewer'
  | 'newProject'
  | 'openProject'
  | 'ruleSets'
  | 'past'
  | 'assign'
  | null;

interface ViewState {
  readonly mode: Mode;
  readonly leftWidth: number;
  readonly rightWidth: number;
  /** The narrow window: the left pane is a strip and opens over the map. */
  readonly leftCollapsed: boolean;
  /** The list of the strip lies over the map. */
  readonly listOpen: boolean;
  readonly rightCollapsed: boolean;
  readonly dockOpen: boolean;
  readonly dockTab: DockTab;
  readonly layersOpen: boolean;
  readonly billOpen: boolean;
  readonly focusMode: boolean;
  /** 缩略图墙: lies over the map while plots are judged. */
  readonly contactSheetOpen: boolean;
  readonly dialog: Dialog;
}

export const useView = create<ViewState>(() => ({
  mode: 'review',
  leftWidth: 288,
  rightWidth: 352,
  leftCollapsed: false,
  listOpen: false,
  rightCollapsed: false,
  dockOpen: false,
  dockTab: 'table',
  layersOpen: true,
  billOpen: true,
  focusMode: false,
  contactSheetOpen: false,
  dialog: null,
}));

export function setView(change: Partial<ViewState>): void {
  useView.setState(change);
}

export function showDock(tab: DockTab): void {
  useView.setState({ dockOpen: true, dockTab: tab });
}
