/** Points from the top left of a page or picture; y grows downwards. */
export type Point = readonly [x: number, y: number];

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type SceneItem =
  | {
      readonly kind: 'area';
      /** Outer rings and holes together, filled by the even-odd rule; closed. */
      readonly rings: readonly (readonly Point[])[];
      readonly fill?: string;
      readonly fillOpacity?: number;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly dashed?: boolean;
    }
  | {
      readonly kind: 'line';
      readonly points: readonly Point[];
      readonly stroke: string;
      readonly strokeWidth: number;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Left edge, middle or right edge by `align`. */
      readonly x: number;
      /** Middle of the line. */
      readonly y: number;
      readonly size: number;
      readonly align: 'left' | 'center' | 'right';
      readonly color?: string;
    };

/** A drawing before it is a page of a PDF or a picture. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly items: readonly SceneItem[];
}

export const inkColor = '#1f2933';
export const mutedColor = '#5f6b78';

export function rectangle({ x, y, width, height }: Frame): Point[][] {
  return [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ];
}
