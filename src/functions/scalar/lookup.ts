import { toText } from '../../values/coerce.js';
import { type JsonMember, jsonMember, jsonString, jsonText, writeJson } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import type { Value } from '../../values/value.js';
import { defineFunction } from '../define.js';

function inputsOf(value: Value): Map<string, string> | null {
  const root = readJson(toText(value) ?? '');
  if (root.kind !== 'object') return null;
  return new Map(root.members.map((member) => [member.name, jsonText(member.value)]));
}

function namesOf(value: Value): string[] | null {
  const root = readJson(toText(value) ?? '');
  if (root.kind !== 'array') return null;
  return root.items.map(jsonText);
}

/** `lookup(table, inputs, outputs)` (spl-core 3.1). */
export const lookup = defineFunction({
  name: 'lookup',
  group: 'conditional',
  summary: 'Fields of the first row of a lookup table that fits, as a JSON object.',
  parameters: [
    { name: 'table', type: 'literal', text: 'Name of the lookup, such as "users.csv".' },
    { name: 'inputs', type: 'string', text: 'JSON object: lookup field to wanted value.' },
    { name: 'outputs', type: 'string', text: 'JSON array of the lookup fields to give back.' },
  ],
  result: 'string',
  dependsOn: 'tables',
  nulls: 'Null when no row fits.',
  examples: [],
  evaluate([table, inputs, outputs], context) {
    const wanted = inputsOf(inputs!);
    const names = namesOf(outputs!);
    if (wanted === null || names === null) return null;
    const row = context.lookup(toText(table!) ?? '', wanted);
    if (row === null) return null;
    const members: JsonMember[] = [];
    for (const name of names) {
      const value = row.get(name);
      if (value !== undefined) members.push(jsonMember(name, jsonString(value)));
    }
    return writeJson({ kind: 'object', members });
  },
});
