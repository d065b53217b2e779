import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toText } from '../../values/coerce.js';
import { type JsonNode, jsonText } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { multivalue, type Value } from '../../values/value.js';
import type { OperatorCompiler } from '../operator.js';
import type { RowExtraction } from './row-extraction.js';

/** `fromjson`: the keys of a JSON object as fields; the last of repeated keys counts (spl-commands 7.5). */
export function compileFromjson(
  method: ExtractMethod & { name: 'fromjson' },
  compiler: OperatorCompiler,
): RowExtraction {
  const { field, prefix } = method;
  const present = (node: JsonNode): boolean => node.kind !== 'null' || compiler.semantics.jsonNull === 'text';
  const fieldValue = (node: JsonNode): Value =>
    node.kind === 'array' ? multivalue(node.items.filter(present).map(jsonText)) : jsonText(node);
  return (event) => {
    const text = toText(event.get(field));
    if (text === null) return;
    const root = readJson(text);
    if (root.kind !== 'object') return;
    for (const member of root.members)
      if (present(member.value)) event.set(prefix + member.name, fieldValue(member.value));
  };
}
