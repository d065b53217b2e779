import { cleanXmlName } from '../../extraction/clean-name.js';
import { decodeXml } from '../../values/xml/tag.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../raw-event.js';
import type { WindowsFields } from './windows-fields.js';

/** Keys under which converters put the text of an element that has attributes as well. */
const textKeys = ['#text', 'Value', '$t', '_text'] as const;
/** How a converter marks the attributes of `X` beside it: `X_attributes` (evtx_dump with separate attributes). */
const attributesEnding = '_attributes';
const maxDepth = 32;

/**
 * The XML tree of a Windows event written as JSON: `{System: {…}, EventData: {…}}`. Converters differ in where attributes go:
 * `{"#attributes": {…}, "#text": …}`, `X_attributes` beside `X`, `@Name`, or children like any other.
 */
export function readEventTree(event: JsonObject, into: WindowsFields): void {
  const system = event['System'];
  if (isJsonObject(system)) readSystem(system, into);
  const data = event['EventData'];
  if (isJsonObject(data)) readEventData(data, into);
  else if (typeof data === 'string') readDataText(data, into);
  const user = event['UserData'];
  if (isJsonObject(user)) readLeaves(user, into, 0);
  const rendering = event['RenderingInfo'];
  if (isJsonObject(rendering)) readLeaves(rendering, into, 0);
  const message = event['Message'];
  if (typeof message === 'string') into.add('Message', message);
}

function readSystem(system: JsonObject, into: WindowsFields): void {
  for (const name of Object.keys(system)) {
    const value = system[name]!;
    if (!isJsonObject(value)) into.add(cleanXmlName(name), value);
    else if (name.endsWith(attributesEnding)) readAttributes(value, into);
    else {
      const text = textOf(value);
      if (text !== undefined) into.add(cleanXmlName(name), text);
      readAttributes(value, into);
    }
  }
}

function readAttributes(element: JsonObject, into: WindowsFields): void {
  for (const key of Object.keys(element)) {
    const value = element[key]!;
    if (key === '#attributes' && isJsonObject(value)) readAttributes(value, into);
    else if (!isTextKey(key) && key !== 'xmlns' && key !== '@xmlns')
      into.add(cleanXmlName(key.replace(/^@/, '')), value);
  }
}

/** `{name: value}`, or the elements `Data` in a list, each with its name as an attribute. */
export function readEventData(data: JsonObject, into: WindowsFields): void {
  for (const name of Object.keys(data)) {
    const value = data[name]!;
    if (name === 'Data') for (const each of Array.isArray(value) ? value : [value]) readData(each, into);
    else if (isJsonObject(value)) {
      const text = textOf(value);
      if (text !== undefined) into.add(cleanXmlName(name), text);
    } else if (!name.endsWith(attributesEnding)) into.add(cleanXmlName(name), value);
  }
}

/** An element without a name gives no field, as in XML (spl-core 6.4). */
function readData(data: JsonValue, into: WindowsFields): void {
  if (!isJsonObject(data)) return;
  const attributes = data['#attributes'];
  const name = data['@Name'] ?? data['Name'] ?? (isJsonObject(attributes) ? attributes['Name'] : undefined);
  const text = textOf(data);
  if (typeof name === 'string' && text !== undefined) into.add(cleanXmlName(name), text);
}

/** `<Data Name="…">…</Data>` as text: the column `EventData` of Log Analytics. */
function readDataText(text: string, into: WindowsFields): void {
  for (const [, name, value] of text.matchAll(/<Data Name=["']([^"'<>]{1,200})["']>([^<]*)<\/Data>/g)) {
    into.add(cleanXmlName(decodeXml(name!)), decodeXml(value!));
  }
}

/** Elements that hold text only, under their own names, wherever they are. */
export function readLeaves(element: JsonObject, into: WindowsFields, depth: number): void {
  for (const name of Object.keys(element)) {
    const value = element[name]!;
    if (name.startsWith('@') || name.startsWith('#') || name.endsWith(attributesEnding) || name === 'xmlns') continue;
    for (const each of Array.isArray(value) ? value : [value]) {
      if (!isJsonObject(each)) into.add(cleanXmlName(name), each);
      else {
        const text = textOf(each);
        if (text !== undefined) into.add(cleanXmlName(name), text);
        else if (depth < maxDepth) readLeaves(each, into, depth + 1);
      }
    }
  }
}

function textOf(element: JsonObject): JsonValue | undefined {
  for (const key of textKeys) {
    const value = element[key];
    if (value !== undefined && typeof value !== 'object') return value;
  }
  return undefined;
}

function isTextKey(key: string): boolean {
  return textKeys.some((each) => each === key);
}
