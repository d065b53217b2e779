import type { ExtractMethod, JsonFieldType } from '../../plan/nodes/row.js';
import { formatNumber, scalarText, toNumber } from '../../values/coerce.js';
import { compileFieldPattern } from '../../values/field-pattern.js';
import {
  isJsonNumber,
  type JsonMember,
  type JsonNode,
  jsonBoolean,
  jsonMember,
  jsonNull,
  jsonNumber,
  jsonString,
  writeJson,
} from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { type Scalar, valuesOf } from '../../values/value.js';
import { hasWildcard } from '../../values/wildcard.js';
import { boundedText } from '../bounded-value.js';
import { reportLimit } from '../report-limit.js';
import type { RowExtraction } from './row-extraction.js';

function numberNode(value: Scalar): JsonNode | undefined {
  const number = toNumber(value);
  if (number === null || !Number.isFinite(number)) return undefined;
  const text = scalarText(value);
  return jsonNumber(isJsonNumber(text) ? text : formatNumber(number));
}

function booleanNode(value: Scalar): JsonNode | undefined {
  const text = scalarText(value).toLowerCase();
  if (text === 'true' || text === 't' || text === 'yes') return jsonBoolean(true);
  if (text === 'false' || text === 'f' || text === 'no') return jsonBoolean(false);
  const number = toNumber(value);
  return number === null ? undefined : jsonBoolean(number !== 0);
}

function parsedNode(value: Scalar): JsonNode | undefined {
  const node = readJson(scalarText(value));
  return node.kind === 'fault' ? undefined : node;
}

/** What a value becomes; undefined where it does not fit the function. */
function nodeOf(value: Scalar, type: JsonFieldType): JsonNode | undefined {
  switch (type) {
    case 'str':
      return jsonString(scalarText(value));
    case 'num':
      return numberNode(value);
    case 'bool':
      return booleanNode(value);
    case 'json':
      return parsedNode(value);
    case 'none':
      return numberNode(value) ?? jsonString(scalarText(value));
    case 'auto':
      return numberNode(value) ?? parsedNode(value) ?? jsonString(scalarText(value));
  }
}

/** `tojson`: the fields of a row as one JSON object (spl-commands 7.5). */
export function compileTojson(method: ExtractMethod & { name: 'tojson' }): RowExtraction {
  const listed = method.patterns.map(({ pattern, type }) => ({
    name: hasWildcard(pattern) ? undefined : pattern,
    fits: compileFieldPattern(pattern),
    type,
  }));
  const everything = listed.length === 0;
  return (event, context) => {
    const types = new Map<string, JsonFieldType>();
    const names = event.fieldNames();
    if (everything) {
      for (const name of names)
        if (method.includeInternal || !name.startsWith('_')) types.set(name, method.defaultType);
    }
    for (const { name, fits, type } of listed) {
      if (name !== undefined) types.set(name, types.get(name) ?? type);
      else for (const each of names) if (fits(each) && !types.has(each)) types.set(each, type);
    }
    const members: JsonMember[] = [];
    let left = context.limits.valueCharacters;
    for (const [name, type] of types) {
      const value = event.get(name);
      for (const each of valuesOf(value)) left -= scalarText(each).length;
      if (left < 0) {
        reportLimit(context, 'tojson', 'valueCharacters');
        break;
      }
      const nodes = valuesOf(value).flatMap((each) => nodeOf(each, type) ?? []);
      if (nodes.length === 0) {
        if (method.fillNull) members.push(jsonMember(name, jsonNull));
      } else if (typeof value === 'object') members.push(jsonMember(name, { kind: 'array', items: nodes }));
      else members.push(jsonMember(name, nodes[0]!));
    }
    event.set(method.output, boundedText(writeJson({ kind: 'object', members }), 'tojson', context));
  };
}
