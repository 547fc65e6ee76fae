import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';

/** Farther away names would lie on each other. */
const readableMetersPerPixel = 1.2;
/** The last digits tell plots apart; the first ones are the same for a whole county. */
const shownDigits = 6;

/** A plot's number or a feature's name inside it, white with a dark edge; nothing where it could not be read. */
export function labelStyle(text: unknown, metersPerPixel: number): readonly Style[] {
  if (typeof text !== 'string' || text === '' || metersPerPixel > readableMetersPerPixel) return [];
  return [
    new Style({
      zIndex: 3,
      text: new Text({
        text: /^\d{8,}$/.test(text) ? text.slice(-shownDigits) : text,
        font: '12px "Noto Sans CJK SC", "Microsoft YaHei UI", sans-serif',
        fill: new Fill({ color: '#ffffff' }),
        stroke: new Stroke({ color: 'rgba(0,0,0,0.75)', width: 3 }),
        // under the sign of the verdict
        offsetY: 15,
      }),
    }),
  ];
}
