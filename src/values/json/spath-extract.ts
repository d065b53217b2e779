import type { Semantics } from '../semantics.js';
import { multivalue, type Value } from '../value.js';
import { flattenXml } from '../xml/flatten.js';
import { readXml } from '../xml/read.js';
import { selectXml } from '../xml/select.js';
import { flattenJson } from './flatten.js';
import { type JsonNode, jsonText } from './node.js';
import { readJson } from './read.js';
import { selectJson } from './select.js';
import type { SpathStep } from './spath-path.js';

/** The first character that is not blank tells JSON from XML; other texts have no paths. */
function formatOf(text: string): 'json' | 'xml' | null {
  const first = /\S/.exec(text)?.[0];
  if (first === '{' || first === '[') return 'json';
  return first === '<' ? 'xml' : null;
}

/**
 * What a location path leads to in a JSON or XML text (spl-commands 7.3, `spath path=`): several hits are a multivalue
 * in document order, objects and arrays come as compact JSON. Null when nothing is there, or the text is neither.
 */
export function spathValue(text: string, steps: readonly SpathStep[], semantics: Semantics): Value {
  const format = formatOf(text);
  if (format === 'xml') {
    const root = readXml(text);
    return root === null ? null : multivalue(selectXml(root, steps));
  }
  if (format === null) return null;
  const root = readJson(text);
  return root.kind === 'fault'
    ? null
    : multivalue(nodeTexts(selectJson(root, steps, semantics.spathAllOfOne), semantics));
}

function nodeTexts(nodes: readonly JsonNode[], semantics: Semantics): string[] {
  const present = semantics.jsonNull === 'absent' ? nodes.filter((node) => node.kind !== 'null') : nodes;
  return present.map(jsonText);
}

/**
 * Every leaf of a JSON or XML text as a field (spl-commands 7.3, `spath` without a path). Only leaves within the first
 * `characters` are taken (`Limits.spathCharacters`); JSON must be well formed as a whole. Other texts give nothing.
 */
export function spathFields(text: string, semantics: Semantics, characters: number): Map<string, Value> {
  const format = formatOf(text);
  if (format === 'xml') {
    const root = readXml(text.slice(0, characters));
    return root === null ? new Map() : flattenXml(root);
  }
  if (format === null) return new Map();
  const root = readJson(text);
  return root.kind === 'fault' ? new Map() : flattenJson(root, semantics.jsonNull, characters);
}
