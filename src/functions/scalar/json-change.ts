import { toText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { deleteJson, editJson, setJsonKey } from '../../values/json/edit.js';
import { type JsonNode, jsonText, writeJson } from '../../values/json/node.js';
import { parseSpathPath, type SpathStep } from '../../values/json/spath-path.js';
import type { Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';
import { type CallSite, defineFunction, type FunctionExample, type Parameter, type ScalarFunction } from '../define.js';
import { fromJson, pathArgument, toJson } from './json-argument.js';

const input: Parameter = { name: 'json', type: 'any', text: 'JSON text.' };
const nulls = 'Null for what is no JSON; a null path changes nothing, a null value is a JSON null.';

/** A function that takes pairs of a path and a value, one after the other. */
function pathFunction(
  name: string,
  summary: string,
  change: (root: JsonNode, steps: readonly SpathStep[], value: JsonNode) => JsonNode,
  examples: readonly FunctionExample[],
): ScalarFunction {
  return defineFunction({
    name,
    group: 'json',
    summary,
    parameters: [
      input,
      { name: 'path', type: 'string', text: 'A place, such as `a.b` or `a{0}`.' },
      { name: 'value', type: 'any', repeated: true, text: 'What to put there, then the next path and so on.' },
    ],
    result: 'dynamic',
    nulls,
    examples,
    compile: (call) => {
      const { compiled, kinds } = call;
      const paths = compiled.map((_, i) => (i % 2 === 1 ? pathArgument(call, i) : null));
      return (event, context) => {
        let root = fromJson(compiled[0]!(event, context));
        if (root === null) return null;
        for (let i = 1; i + 1 < compiled.length; i += 2) {
          const steps = paths[i]!(event, context);
          if (steps !== null) root = change(root, steps, toJson(compiled[i + 1]!(event, context), kinds[i + 1]!));
        }
        return writeJson(root);
      };
    },
  });
}

/** Adds to the array at a place; anything else there becomes the first element of one, and where nothing is nothing changes. */
function add(root: JsonNode, steps: readonly SpathStep[], elements: readonly JsonNode[]): JsonNode {
  return editJson(root, steps, (present) => {
    if (present === undefined) return undefined;
    const before = present.kind === 'array' ? present.items : [present];
    return { kind: 'array', items: [...before, ...elements] };
  });
}

const jsonSetExact = defineFunction({
  name: 'json_set_exact',
  group: 'json',
  summary: 'A JSON object with keys set; dots and braces are part of a key.',
  parameters: [
    input,
    { name: 'key', type: 'string', text: 'A key.' },
    { name: 'value', type: 'any', repeated: true, text: 'Its value, then the next key and so on.' },
  ],
  result: 'dynamic',
  nulls,
  examples: [{ expression: 'json_set_exact(j,"a.b",1)', row: { j: '{"c":2}' }, result: '{"c":2,"a.b":1}' }],
  compile: ({ compiled, kinds }) => {
    return (event, context) => {
      let root = fromJson(compiled[0]!(event, context));
      if (root === null) return null;
      for (let i = 1; i + 1 < compiled.length; i += 2) {
        const key = toText(compiled[i]!(event, context));
        if (key !== null) root = setJsonKey(root, key, toJson(compiled[i + 1]!(event, context), kinds[i + 1]!));
      }
      return writeJson(root);
    };
  },
});

type Paths = (event: Event, context: EvalContext) => readonly (readonly SpathStep[])[];

/** The paths that a value names: a path, or a JSON array of them. */
function pathsOf(value: Value): readonly (readonly SpathStep[])[] {
  const listed = fromJson(value);
  const texts = listed?.kind === 'array' ? listed.items.map(jsonText) : [toText(value)];
  return texts.map((text) => (text === null ? [] : (parseSpathPath(text) ?? [])));
}

function pathsArgument(call: CallSite, index: number): Paths {
  const fixed = call.literal(index);
  if (fixed !== undefined) {
    const paths = pathsOf(fixed);
    return () => paths;
  }
  const argument = call.compiled[index]!;
  return (event, context) => pathsOf(argument(event, context));
}

const jsonDelete = defineFunction({
  name: 'json_delete',
  group: 'json',
  summary: 'JSON without some of its keys.',
  parameters: [
    input,
    {
      name: 'path',
      type: 'string',
      repeated: true,
      text: 'A key, a path such as `a.b` or `a{0}`, or a JSON array of them.',
    },
  ],
  result: 'dynamic',
  nulls,
  examples: [
    { expression: 'json_delete(j,"b")', row: { j: '{"a":1,"b":2}' }, result: '{"a":1}' },
    { expression: 'json_delete(j,"a.b","c")', row: { j: '{"a":{"b":1,"d":2},"c":3}' }, result: '{"a":{"d":2}}' },
    { expression: 'json_delete(j,json_array("a","b"))', row: { j: '{"a":1,"b":2,"c":3}' }, result: '{"c":3}' },
  ],
  compile: (call) => {
    const json = call.compiled[0]!;
    const paths = call.compiled.slice(1).map((_, i) => pathsArgument(call, i + 1));
    return (event, context) => {
      const root = fromJson(json(event, context));
      if (root === null) return null;
      return writeJson(paths.flatMap((each) => each(event, context)).reduce(deleteJson, root));
    };
  },
});

/** JSON functions that change JSON (spl-core 3.6). */
export const jsonChangeFunctions: readonly ScalarFunction[] = [
  pathFunction(
    'json_append',
    'JSON with a value added to an array; an array is added as one element.',
    (root, steps, value) => add(root, steps, [value]),
    [
      { expression: 'json_append(j,"l",json_array(3,4))', row: { j: '{"l":[1,2]}' }, result: '{"l":[1,2,[3,4]]}' },
      { expression: 'json_append(j,"","x")', row: { j: '["a"]' }, result: '["a","x"]' },
      { expression: 'json_append(j,"l","x")', row: { j: '{"l":"a"}' }, result: '{"l":["a","x"]}' },
      { expression: 'json_append(j,"m","x")', row: { j: '{"l":"a"}' }, result: '{"l":"a"}' },
    ],
  ),
  jsonDelete,
  pathFunction(
    'json_extend',
    'JSON with the elements of an array added to another array.',
    (root, steps, value) => add(root, steps, value.kind === 'array' ? value.items : [value]),
    [{ expression: 'json_extend(j,"l",json_array(3,4))', row: { j: '{"l":[1,2]}' }, result: '{"l":[1,2,3,4]}' }],
  ),
  pathFunction(
    'json_set',
    'JSON with a value set, whatever is there; objects missing on the way are made.',
    (root, steps, value) => editJson(root, steps, () => value),
    [
      { expression: 'json_set(j,"b.d","z")', row: { j: '{"a":1}' }, result: '{"a":1,"b":{"d":"z"}}' },
      { expression: 'json_set(j,"a",2)', row: { j: '{"a":1}' }, result: '{"a":2}' },
      { expression: 'json_set(j,"a.b",2)', row: { j: '{"a":1}' }, result: '{"a":1}' },
    ],
  ),
  jsonSetExact,
];
