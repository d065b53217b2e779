import { multivalue, type Scalar, type Value } from '../value.js';
import type { XmlElement } from './read.js';

/** Whether an element holds text only. */
export function isLeaf(element: XmlElement): boolean {
  return element.children.every((child) => typeof child === 'string');
}

/** The text directly inside an element, without that of child elements. */
export function ownText(element: XmlElement): string {
  return element.children.filter((child) => typeof child === 'string').join('');
}

/**
 * Every text and attribute of an XML tree as a field (spl-commands 7.3): `a.b`, attributes `a{@b}`; a name that occurs
 * again becomes multivalue. Blank text gives nothing; text beside child elements is trimmed. `root` is the nameless
 * element of `readXml`. The field names can be long together: bound the text (`Limits.spathCharacters`).
 */
export function flattenXml(root: XmlElement): Map<string, Value> {
  const found = new Map<string, Scalar[]>();
  const add = (name: string, value: string) => {
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  };
  const walk = (element: XmlElement, name: string) => {
    for (const attribute of element.attributes) add(`${name}{@${attribute.name}}`, attribute.value);
    const text = ownText(element);
    if (text.trim() !== '') add(name, isLeaf(element) ? text : text.trim());
    for (const child of element.children) if (typeof child === 'object') walk(child, `${name}.${child.name}`);
  };
  for (const child of root.children) if (typeof child === 'object') walk(child, child.name);
  const fields = new Map<string, Value>();
  for (const [name, values] of found) fields.set(name, multivalue(values));
  return fields;
}
