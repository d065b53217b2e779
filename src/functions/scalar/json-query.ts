import { toText } from '../../values/coerce.js';
import { type JsonNode, jsonMember, jsonNull, jsonString, jsonText, writeJson } from '../../values/json/node.js';
import { selectJson } from '../../values/json/select.js';
import type { SpathStep } from '../../values/json/spath-path.js';
import type { Value } from '../../values/value.js';
import { defineFunction, type ScalarFunction } from '../define.js';
import { fromJson, pathArgument } from './json-argument.js';

const input = { name: 'json', type: 'any', text: 'JSON text.' } as const;
const person = '{"name":"Ann","age":30,"tags":["x","y"],"addr":{"city":"Oslo"}}';

/** What a path leads to: a path with `{}` gives an array of its hits, any other the one hit; `{}` alone is all of any JSON. */
function extract(root: JsonNode, steps: readonly SpathStep[] | null): JsonNode | null {
  if (steps === null) return null;
  if (steps.length === 1 && steps[0]!.kind === 'all') return root;
  const hits = selectJson(root, steps);
  if (hits.length === 0) return null;
  return steps.some((step) => step.kind === 'all') ? { kind: 'array', items: hits } : hits[0]!;
}

function asValue(node: JsonNode | null): Value {
  return node === null || node.kind === 'null' ? null : jsonText(node);
}

function asArray(nodes: readonly (JsonNode | null)[]): string {
  return writeJson({ kind: 'array', items: nodes.map((node) => node ?? jsonNull) });
}

const jsonExtract = defineFunction({
  name: 'json_extract',
  group: 'json',
  summary: 'What a path leads to in JSON; several paths give a JSON array.',
  parameters: [
    input,
    {
      name: 'path',
      type: 'string',
      optional: true,
      repeated: true,
      text: 'Such as `a.b{0}`; without a path all of it.',
    },
  ],
  result: 'dynamic',
  nulls: 'Null for a missing place and a JSON null; in the array of several paths a JSON null.',
  examples: [
    { expression: 'json_extract(j,"tags{0}")', row: { j: person }, result: 'x' },
    { expression: 'json_extract(j,"tags{}")', row: { j: person }, result: '["x","y"]' },
    { expression: 'json_extract(j,"name","age")', row: { j: person }, result: '["Ann",30]' },
    { expression: 'json_extract(j,"addr")', row: { j: person }, result: '{"city":"Oslo"}' },
    { expression: 'json_extract(j,"addr.street")', row: { j: person }, result: null },
    { expression: 'json_extract(j,"{}")', row: { j: '{"a":[1]}' }, result: '{"a":[1]}' },
    { expression: 'json_extract(j,"{}.n")', row: { j: '[{"n":"a"},{"n":"b"}]' }, result: '["a","b"]' },
  ],
  compile: (call) => {
    const json = call.compiled[0]!;
    const paths = call.compiled.slice(1).map((_, i) => pathArgument(call, i + 1));
    return (event, context) => {
      const root = fromJson(json(event, context));
      if (root === null) return null;
      if (paths.length === 0) return asValue(root);
      if (paths.length === 1) return asValue(extract(root, paths[0]!(event, context)));
      return asArray(paths.map((path) => extract(root, path(event, context))));
    };
  },
});

/** The value of a key taken literally; of a repeated key the first. */
function member(root: JsonNode, key: string | null): JsonNode | null {
  if (root.kind !== 'object') return null;
  return root.members.find((one) => one.name === key)?.value ?? null;
}

const jsonExtractExact = defineFunction({
  name: 'json_extract_exact',
  group: 'json',
  summary: 'The value of a key of a JSON object; dots and braces are part of the key.',
  parameters: [
    input,
    { name: 'key', type: 'string', optional: true, repeated: true, text: 'A key; several give an array.' },
  ],
  result: 'dynamic',
  nulls: 'Null for a missing key and a JSON null.',
  examples: [
    { expression: 'json_extract_exact(j,"a.b")', row: { j: '{"a.b":1,"a":{"b":2}}' }, result: '1' },
    { expression: 'json_extract_exact(j,"c")', row: { j: '{"a.b":1}' }, result: null },
  ],
  evaluate: ([json, ...keys]) => {
    const root = fromJson(json!);
    if (root === null) return null;
    if (keys.length === 0) return asValue(root);
    const found = keys.map((key) => member(root, toText(key)));
    return found.length === 1 ? asValue(found[0]!) : asArray(found);
  },
});

const jsonHasKeyExact = defineFunction({
  name: 'json_has_key_exact',
  group: 'json',
  since: '10.0',
  summary: 'Whether a JSON object has a key.',
  parameters: [input, { name: 'key', type: 'string', text: 'The key, taken literally.' }],
  result: 'boolean',
  nulls: 'Null for what is no JSON; false for JSON other than an object.',
  examples: [
    { expression: 'if(json_has_key_exact(j,"a.b"),"y","n")', row: { j: '{"a.b":null}' }, result: 'y' },
    { expression: 'if(json_has_key_exact(j,"a"),"y","n")', row: { j: '{"a.b":1}' }, result: 'n' },
  ],
  evaluate: ([json, key]) => {
    const root = fromJson(json!);
    return root === null ? null : member(root, toText(key!)) !== null;
  },
});

const jsonKeys = defineFunction({
  name: 'json_keys',
  group: 'json',
  summary: 'The outer keys of a JSON object as a JSON array.',
  parameters: [input],
  result: 'dynamic',
  nulls: 'Null for anything but an object.',
  examples: [{ expression: 'json_keys(j)', row: { j: '{"a":1,"b":{"c":2}}' }, result: '["a","b"]' }],
  evaluate: ([json]) => {
    const root = fromJson(json!);
    if (root?.kind !== 'object') return null;
    const names = new Set(root.members.map((one) => one.name));
    return asArray([...names].map(jsonString));
  },
});

const jsonEntries = defineFunction({
  name: 'json_entries',
  group: 'json',
  since: '10.0',
  summary: 'The members of a JSON object as a JSON array of objects with `key` and `value`.',
  parameters: [input],
  result: 'dynamic',
  nulls: 'Null for anything but an object.',
  examples: [
    {
      expression: 'json_entries(j)',
      row: { j: '{"a":1,"b":[2]}' },
      result: '[{"key":"a","value":1},{"key":"b","value":[2]}]',
    },
  ],
  evaluate: ([json]) => {
    const root = fromJson(json!);
    if (root?.kind !== 'object') return null;
    return asArray(
      root.members.map(({ name, value }): JsonNode => {
        return { kind: 'object', members: [jsonMember('key', jsonString(name)), jsonMember('value', value)] };
      }),
    );
  },
});

/** JSON functions that look into JSON (spl-core 3.6). */
export const jsonQueryFunctions: readonly ScalarFunction[] = [
  jsonEntries,
  jsonExtract,
  jsonExtractExact,
  jsonHasKeyExact,
  jsonKeys,
];
