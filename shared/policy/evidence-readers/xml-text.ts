import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element as the parser gives it: attributes with `@`, children as arrays. */
export type Element = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  alwaysCreateTextNode: true,
  // Nothing that is counted stands in an entity, and a document must not be able to grow.
  processEntities: false,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

export const children = (element: Element, name: string): readonly Element[] => {
  const found = element[name];
  return Array.isArray(found) ? (found as readonly Element[]) : [];
};

/** A number of an attribute; undefined when there is no such attribute. @throws Error when it is no number from 0 on */
export function attribute(element: Element, name: string): number | undefined {
  const text = element[`@${name}`];
  if (text === undefined) return undefined;
  // Some tools group thousands.
  const plain = String(text).trim();
  const value = Number(/^\d{1,3}(?:,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain);
  if (plain === '' || !Number.isFinite(value) || value < 0)
    throw new Error(`the attribute "${name}" is not a number from 0 on`);
  return value;
}

/**
 * The one root element of an XML document, with its name.
 * @throws Error when it is not well-formed or declares entities; the reason never quotes the text
 */
export function parseXml(text: string): { readonly name: string; readonly root: Element } {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`not well-formed XML: line ${valid.err.line}`);
  const prolog = text.slice(0, Math.max(0, text.search(/<[A-Za-z_]/)));
  if (/<!DOCTYPE[^>]*\[|<!ENTITY/i.test(prolog)) throw new Error('it declares its own document type or entities');
  const document = parser.parse(text) as Element;
  const roots = Object.keys(document).filter((name) => !name.startsWith('?') && Array.isArray(document[name]));
  const [name = ''] = roots;
  const [root, ...more] = children(document, name);
  if (root === undefined || roots.length > 1 || more.length > 0) throw new Error('not XML with one root element');
  return { name, root };
}
