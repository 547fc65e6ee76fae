/** An XML element: its name, attributes, child elements, and the text directly inside it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/\s*([\w:.-]+)\s*>|<([\w:.-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads a well-formed XML document without namespaces or external entities; enough for test suites. */
export function parseXml(source: string): XmlElement {
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const stack: OpenElement[] = [root];
  for (const [, cdata, closing, opening, attributes = '', selfClosing, text] of source.matchAll(TOKEN)) {
    const current = stack.at(-1) as OpenElement;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += decodeEntities(text);
    else if (opening !== undefined) {
      const element: OpenElement = { name: opening, attributes: {}, children: [], text: '' };
      for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
        element.attributes[key] = decodeEntities(double ?? single ?? '');
      }
      current.children.push(element);
      if (selfClosing !== '/') stack.push(element);
    } else if (closing !== undefined) {
      if (closing !== current.name) throw new Error(`</${closing}> closes <${current.name}>`);
      stack.pop();
    }
  }
  const [document] = root.children;
  if (document === undefined || stack.length !== 1) throw new Error('not a well-formed XML document');
  return document;
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
