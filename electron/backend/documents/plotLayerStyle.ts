import { type EligibilityVerdict, eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';

/** Colours of the verdicts on paper and in other programs: those of the window, dark enough for print. */
export const eligibilityColors = {
  eligible: '#1a7f5a',
  partial: '#d08a00',
  ineligible: '#b3261e',
  undetermined: '#74818f',
} as const satisfies Record<EligibilityVerdict, string>;

const fillOpacity = 0.35;
const outlineMillimeters = 0.5;

/** QGIS style: polygons by verdict, filled lightly so that the image under them shows. */
export function renderPlotQml(field: string): string {
  const categories = eligibilityVerdicts.map(
    (verdict, index) =>
      `<category render="true" symbol="${index}" value="${eligibilityTitles[verdict]}" label="${eligibilityTitles[verdict]}" type="string"/>`,
  );
  const symbols = eligibilityVerdicts.map((verdict, index) => {
    const options = {
      color: rgba(eligibilityColors[verdict], Math.round(255 * fillOpacity)),
      outline_color: rgba(eligibilityColors[verdict], 255),
      outline_style: 'solid',
      outline_width: String(outlineMillimeters),
      outline_width_unit: 'MM',
      style: 'solid',
    };
    const map = Object.entries(options)
      .map(([name, value]) => `<Option name="${name}" value="${value}" type="QString"/>`)
      .join('');
    return `<symbol name="${index}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">${map}</Option></layer></symbol>`;
  });
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" attr="${field}" symbollevels="0" forceraster="0" enableorderby="0"><categories>${categories.join('')}</categories><symbols>${symbols.join('')}</symbols></renderer-v2><blendMode>0</blendMode><layerGeometryType>2</layerGeometryType></qgis>`;
}

/** The same style as OGC SLD 1.1, for programs that do not read QGIS styles. */
export function renderPlotSld(field: string, layer: string): string {
  const rules = eligibilityVerdicts.map((verdict) => {
    const title = eligibilityTitles[verdict];
    const color = eligibilityColors[verdict];
    return `<se:Rule><se:Name>${title}</se:Name><ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>${field}</ogc:PropertyName><ogc:Literal>${title}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter><se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">${color}</se:SvgParameter><se:SvgParameter name="fill-opacity">${fillOpacity}</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">${color}</se:SvgParameter><se:SvgParameter name="stroke-width">2</se:SvgParameter></se:Stroke></se:PolygonSymbolizer></se:Rule>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc" version="1.1.0"><NamedLayer><se:Name>${layer}</se:Name><UserStyle><se:FeatureTypeStyle>${rules.join('')}</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>`;
}

function rgba(color: string, alpha: number): string {
  const value = Number.parseInt(color.slice(1), 16);
  return `${value >> 16},${(value >> 8) & 255},${value & 255},${alpha}`;
}
