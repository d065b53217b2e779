import { parseJsonPath } from '../json-path.js';
import { unsupported } from '../refusal.js';
import type { SqlValue } from '../value.js';
import { type Call, type FunctionTemplate, text } from './define.js';

/** Functions of JSON texts (spl-core 3.6). */
export const jsonTemplates: Readonly<Record<string, FunctionTemplate>> = {
  json_extract: (call) => jsonText(call),
  spath: (call) => jsonText(call),
};

function jsonText(call: Call): SqlValue {
  if (call.args.length !== 2) return unsupported(`${call.node.name}() without a single path`, call.node.span);
  const path = parseJsonPath(call.fixed(1, 'the path'));
  if (path === undefined || path.many) return unsupported('a path through lists of JSON', call.node.span);
  call.cx.caveat(
    'of repeated members of a JSON object one counts, and numbers and escapes inside lists and objects are written anew',
    call.node.span,
  );
  return text(call.cx.dialect.json.value(call.single(0), path));
}
