import { decodeXml } from '../values/xml/tag.js';
import { cleanXmlName } from './clean-name.js';
import { FieldBag } from './field-bag.js';
import { scanXml } from './xml-scan.js';

/**
 * The `xmlkv` command over a text: every element `<a>text</a>` that holds only text becomes the field `a`
 * (spl-commands 7.4). A repeated element becomes a multivalue; empty elements give none. The text may be a fragment or have
 * other text around it.
 */
export function xmlkvFields(text: string): FieldBag {
  const bag = new FieldBag();
  let element: string | undefined;
  let content = '';
  scanXml(text, 0, text.length, {
    open(name, _attributes, selfClosing) {
      element = selfClosing ? undefined : name;
      content = '';
    },
    text(part, encoded) {
      if (element !== undefined) content += encoded ? decodeXml(part) : part;
    },
    close(name) {
      const value = content.trim();
      if (element === name && value !== '') bag.add(cleanXmlName(name), value);
      element = undefined;
      content = '';
    },
  });
  return bag;
}
