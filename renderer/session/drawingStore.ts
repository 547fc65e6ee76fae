import { create } from 'zustand';

/** What the pointer draws on the map. */
export type DrawingTool =
  | 'area'
  | 'line'
  | 'arrow'
  | 'cloud'
  | 'text'
  | 'cut'
  | 'boundary'
  | 'newPlot'
  | 'measureLength'
  | 'measureArea';

interface DrawingState {
  /** null while the pointer browses. */
  readonly tool: DrawingTool | null;
  /** Vertices set so far of what is being drawn. */
  readonly vertices: number;
  /** Told when a shape is complete, as WKB in the project CRS. */
  readonly onDone: ((wkb: Uint8Array) => void) | null;
  /** Told of every change on the way: interleaved coordinates, the pointer's last. */
  readonly onSketch: ((coordinates: readonly number[]) => void) | null;
}

const browsing: DrawingState = { tool: null, vertices: 0, onDone: null, onSketch: null };

/** The drawing tool in hand. Features take it up, the map works it. */
export const useDrawing = create<DrawingState>(() => browsing);

export function takeTool(
  tool: DrawingTool,
  onDone: (wkb: Uint8Array) => void,
  onSketch: ((coordinates: readonly number[]) => void) | null = null,
): void {
  useDrawing.setState({ tool, vertices: 0, onDone, onSketch });
}

/** Back to browsing; what was being drawn is dropped. */
export function layToolDown(): void {
  useDrawing.setState(browsing);
}

export function isDrawing(): boolean {
  return useDrawing.getState().tool !== null;
}
