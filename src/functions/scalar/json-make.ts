import { scalarText, toText } from '../../values/coerce.js';
import { type JsonMember, jsonMember, jsonString, jsonText, writeJson } from '../../values/json/node.js';
import { multivalue, valuesOf } from '../../values/value.js';
import { defineFunction, type ScalarFunction } from '../define.js';
import { fromJson, inferredJson, toJson } from './json-argument.js';

const json = defineFunction({
  name: 'json',
  group: 'json',
  summary: 'A value as JSON without blanks.',
  parameters: [{ name: 'value', type: 'any', text: 'JSON text, a number or a Boolean.' }],
  result: 'dynamic',
  nulls: 'Null for what is no JSON.',
  examples: [
    { expression: 'json(v)', row: { v: '{ "a" : 1.0 }' }, result: '{"a":1.0}' },
    { expression: 'json(v)', row: { v: '{a' }, result: null },
  ],
  evaluate: ([value]) => {
    const node = fromJson(value!);
    return node === null ? null : writeJson(node);
  },
});

const valid = defineFunction({
  name: 'json_valid',
  group: 'json',
  summary: 'Whether a value is JSON.',
  parameters: [{ name: 'value', type: 'any', text: 'A text.' }],
  result: 'boolean',
  examples: [
    { expression: 'if(json_valid("{a"),"y","n")', result: 'n' },
    { expression: 'if(json_valid("[1,{}]"),"y","n")', result: 'y' },
  ],
  evaluate: ([value]) => fromJson(value!) !== null,
});

const object = defineFunction({
  name: 'json_object',
  group: 'json',
  summary: 'A JSON object of keys and values.',
  parameters: [
    { name: 'key', type: 'any', optional: true, text: 'A key.' },
    { name: 'value', type: 'any', optional: true, repeated: true, text: 'Its value, then the next key and so on.' },
  ],
  result: 'dynamic',
  nulls: 'A null value is a JSON null; a null key is left out with its value.',
  examples: [
    { expression: 'json_object("name","Ann","n",3)', result: '{"name":"Ann","n":3}' },
    { expression: 'json_object("a",json_array(1,"x"))', result: '{"a":[1,"x"]}' },
    { expression: 'json_object("a",v,"b","[1]")', row: { v: ['x', 'y'] }, result: '{"a":["x","y"],"b":"[1]"}' },
    { expression: 'json_object()', result: '{}' },
  ],
  check: ({ args }) =>
    args.length % 2 === 0 ? undefined : { message: 'keys and values come in pairs', argument: args.length - 1 },
  compile: ({ compiled, kinds }) => {
    return (event, context) => {
      const members: JsonMember[] = [];
      for (let i = 0; i + 1 < compiled.length; i += 2) {
        const key = toText(compiled[i]!(event, context));
        if (key === null) continue;
        const member = jsonMember(key, toJson(compiled[i + 1]!(event, context), kinds[i + 1]!));
        const present = members.findIndex((one) => one.name === key);
        if (present < 0) members.push(member);
        else members[present] = member;
      }
      return writeJson({ kind: 'object', members });
    };
  },
});

const array = defineFunction({
  name: 'json_array',
  group: 'json',
  summary: 'A JSON array of values.',
  parameters: [{ name: 'value', type: 'any', optional: true, repeated: true, text: 'An element.' }],
  result: 'dynamic',
  nulls: 'A null is a JSON null.',
  examples: [
    { expression: 'json_array("a",1,true())', result: '["a",1,true]' },
    { expression: 'json_array(json_object("a",1),"x")', result: '[{"a":1},"x"]' },
    { expression: 'json_array()', result: '[]' },
  ],
  compile: ({ compiled, kinds }) => {
    return (event, context) =>
      writeJson({ kind: 'array', items: compiled.map((value, i) => toJson(value(event, context), kinds[i]!)) });
  },
});

/** `true`, `t` and `1` as text, a Boolean, or a number other than 0. */
function isTrue(text: string | null): boolean {
  return text !== null && /^(?:true|t|1)$/i.test(text);
}

const arrayToMv = defineFunction({
  name: 'json_array_to_mv',
  group: 'json',
  summary: 'The elements of a JSON array as a multivalue.',
  parameters: [
    { name: 'array', type: 'any', text: 'A JSON array.' },
    { name: 'keepquotes', type: 'any', optional: true, text: 'true() keeps strings in quotes; false() by default.' },
  ],
  result: 'dynamic',
  nulls: 'Null for anything but an array, and for an empty one.',
  examples: [
    { expression: 'json_array_to_mv(v)', row: { v: '["a",{"b": 1},2.0]' }, result: ['a', '{"b":1}', '2.0'] },
    { expression: 'json_array_to_mv(v,true())', row: { v: '["a","b"]' }, result: ['"a"', '"b"'] },
    { expression: 'json_array_to_mv(v)', row: { v: '{"a":1}' }, result: null },
  ],
  evaluate: ([value, keepQuotes = false]) => {
    const node = fromJson(value!);
    if (node?.kind !== 'array') return null;
    return multivalue(node.items.map(isTrue(toText(keepQuotes)) ? writeJson : jsonText));
  },
});

const mvToArray = defineFunction({
  name: 'mv_to_json_array',
  group: 'json',
  summary: 'The values of a field as a JSON array.',
  parameters: [
    { name: 'mv', type: 'multivalue', text: 'A field.' },
    {
      name: 'infer',
      type: 'any',
      optional: true,
      text: 'true() takes each value for JSON, with null for what is none; false() makes strings of all.',
    },
  ],
  result: 'dynamic',
  examples: [
    { expression: 'mv_to_json_array(v)', row: { v: ['a', 'b'] }, result: '["a","b"]' },
    { expression: 'mv_to_json_array(v)', row: { v: '1' }, result: '["1"]' },
    {
      expression: 'mv_to_json_array(v,true())',
      row: { v: ['"a"', '1', 'true', '{"b":2}', 'c'] },
      result: '["a",1,true,{"b":2},null]',
    },
  ],
  evaluate: ([value, infer = false]) => {
    const values = valuesOf(value!).map(scalarText);
    return writeJson({ kind: 'array', items: values.map(isTrue(toText(infer)) ? inferredJson : jsonString) });
  },
});

/** JSON functions that make or test JSON, and those between arrays and multivalues (spl-core 3.6). */
export const jsonMakeFunctions: readonly ScalarFunction[] = [json, array, arrayToMv, object, valid, mvToArray];
