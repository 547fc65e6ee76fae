/** What a layer's shapes are drawn as. */
export type SymbolShape = 'fill' | 'line' | 'marker';

/** One colour of a layer, and the value of its field that gets it. */
export interface StyleCategory {
  readonly value: string;
  readonly color: string;
}

export interface SymbolStyle {
  readonly shape: SymbolShape;
  /** Opacity of what is filled, 0–1; 0 leaves only the outline. */
  readonly fillOpacity: number;
  readonly outlineMillimeters: number;
  /** Field by whose value colours are given. */
  readonly field: string;
  readonly categories: readonly StyleCategory[];
}

const markerMillimeters = 2.4;
const geometryTypes = { marker: 0, line: 1, fill: 2 } as const;

/** A style as QGIS reads it. */
export function renderQml({ field, categories, ...look }: SymbolStyle): string {
  const entries = categories.map(
    ({ value }, index) =>
      `<category render="true" symbol="${index}" value="${value}" label="${value}" type="string"/>`,
  );
  const symbols = categories.map(({ color }, index) => {
    const options = Object.entries(qgisOptions(look, color))
      .map(([name, value]) => `<Option name="${name}" value="${value}" type="QString"/>`)
      .join('');
    const layer = { fill: 'SimpleFill', line: 'SimpleLine', marker: 'SimpleMarker' }[look.shape];
    return `<symbol name="${index}" type="${look.shape}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="${layer}" enabled="1" pass="0" locked="0"><Option type="Map">${options}</Option></layer></symbol>`;
  });
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" attr="${field}" symbollevels="0" forceraster="0" enableorderby="0"><categories>${entries.join('')}</categories><symbols>${symbols.join('')}</symbols></renderer-v2><blendMode>0</blendMode><layerGeometryType>${geometryTypes[look.shape]}</layerGeometryType></qgis>`;
}

/** The same style as OGC SLD 1.1, for programs that do not read QGIS styles. */
export function renderSld({ field, categories, ...look }: SymbolStyle, layer: string): string {
  const rules = categories.map(
    ({ value, color }) =>
      `<se:Rule><se:Name>${value}</se:Name><ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>${field}</ogc:PropertyName><ogc:Literal>${value}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>${sldSymbol(look, color)}</se:Rule>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc" version="1.1.0"><NamedLayer><se:Name>${layer}</se:Name><UserStyle><se:FeatureTypeStyle>${rules.join('')}</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>`;
}

type Look = Pick<SymbolStyle, 'shape' | 'fillOpacity' | 'outlineMillimeters'>;

function qgisOptions(
  { shape, fillOpacity, outlineMillimeters }: Look,
  color: string,
): Record<string, string> {
  const width = String(outlineMillimeters);
  if (shape === 'line') return { line_color: rgba(color, 255), line_width: width, line_width_unit: 'MM' };
  const outline = {
    color: rgba(color, Math.round(255 * fillOpacity)),
    outline_color: rgba(color, 255),
    outline_style: 'solid',
    outline_width: width,
    outline_width_unit: 'MM',
  };
  return shape === 'fill'
    ? { ...outline, style: 'solid' }
    : { ...outline, name: 'circle', size: String(markerMillimeters), size_unit: 'MM' };
}

function sldSymbol({ shape, fillOpacity }: Look, color: string): string {
  const fill = `<se:Fill><se:SvgParameter name="fill">${color}</se:SvgParameter><se:SvgParameter name="fill-opacity">${fillOpacity}</se:SvgParameter></se:Fill>`;
  const stroke = `<se:Stroke><se:SvgParameter name="stroke">${color}</se:SvgParameter><se:SvgParameter name="stroke-width">2</se:SvgParameter></se:Stroke>`;
  switch (shape) {
    case 'fill':
      return `<se:PolygonSymbolizer>${fill}${stroke}</se:PolygonSymbolizer>`;
    case 'line':
      return `<se:LineSymbolizer>${stroke}</se:LineSymbolizer>`;
    case 'marker':
      return `<se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>${fill}${stroke}</se:Mark><se:Size>8</se:Size></se:Graphic></se:PointSymbolizer>`;
  }
}

function rgba(color: string, alpha: number): string {
  const value = Number.parseInt(color.slice(1), 16);
  return `${value >> 16},${(value >> 8) & 255},${value & 255},${alpha}`;
}
