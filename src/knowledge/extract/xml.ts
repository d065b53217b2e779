import { FieldBag } from '../../extraction/field-bag.js';
import { forEachAttribute, scanXml } from '../../extraction/xml-scan.js';
import { decodeXml } from '../../values/xml/tag.js';

const maxDepth = 200;

/**
 * KV_MODE=xml and `spath` without a path over XML: the text of each element that holds only text becomes `parent.child`, an
 * attribute `parent.child{@name}`; repeated names become multivalues (spl-core 6.3, spl-commands 7.3). Entities are decoded.
 */
export function xmlFields(raw: string): FieldBag {
  const bag = new FieldBag();
  const paths: string[] = [];
  let text = '';
  let leaf = false;
  scanXml(raw, 0, raw.length, {
    open(name, attributes, selfClosing) {
      const parent = paths.at(-1);
      const path = parent === undefined || paths.length >= maxDepth ? (parent ?? name) : `${parent}.${name}`;
      forEachAttribute(attributes, (attribute, value) => bag.add(`${path}{@${attribute}}`, decodeXml(value)));
      text = '';
      leaf = !selfClosing;
      if (!selfClosing) paths.push(path);
    },
    text(part, encoded) {
      text += encoded ? decodeXml(part) : part;
    },
    close() {
      const path = paths.pop();
      const value = text.trim();
      if (leaf && path !== undefined && value !== '') bag.add(path, value);
      text = '';
      leaf = false;
    },
  });
  return bag;
}
