import type { Emitter } from '../emitter.js';
import { parseJsonPath } from '../json-path.js';
import { unsupported } from '../refusal.js';
import type { SqlValue } from '../value.js';
import { boolean, type Call, type FunctionTemplate, list, text } from './define.js';

/** Functions of JSON texts (spl-core 3.6). */
export const jsonTemplates: Readonly<Record<string, FunctionTemplate>> = {
  json_extract: (call) => {
    if (call.args.length !== 2) return unsupported('json_extract() without a single path', call.node.span);
    const path = pathOf(call);
    if (path.many && path.steps.length === 1)
      return unsupported('json_extract() of all of a JSON text', call.node.span);
    const { json } = readingJson(call).dialect;
    return text(path.many ? json.array(call.single(0), path) : json.value(call.single(0), path));
  },
  json_extract_exact: (call) => {
    if (call.args.length !== 2) return unsupported('json_extract_exact() without a single key', call.node.span);
    const steps = [{ member: call.fixed(1, 'the key') }];
    return text(readingJson(call).dialect.json.value(call.single(0), { steps, many: false }));
  },
  spath: (call): SqlValue => {
    const path = pathOf(call);
    return list(readingJson(call).dialect.json.values(call.single(0), path));
  },
  json_valid: (call) => boolean(`(${readingJson(call).dialect.json.kind(call.single(0))} IS NOT NULL)`),
  isarray: (call) => boolean(isOf(call, 'array')),
  isobject: (call) => boolean(isOf(call, 'object')),
  json_array_to_mv: (call) => {
    if (call.args.length > 1) return unsupported('json_array_to_mv() that keeps quotes', call.node.span);
    readingJson(call);
    return list(`spl_items(${call.single(0)})`);
  },
  json_keys: (call) => {
    readingJson(call);
    return text(`spl_keys(${call.single(0)})`);
  },
};

function pathOf(call: Call) {
  const path = parseJsonPath(call.fixed(1, 'the path'));
  return path ?? unsupported('such a path into JSON', call.node.span);
}

function isOf(call: Call, kind: 'array' | 'object'): string {
  return `coalesce(spl_fold(${readingJson(call).dialect.json.kind(call.single(0))}) = '${kind}', FALSE)`;
}

/** The emitter, after saying that the engine reads the JSON. */
function readingJson({ cx, node }: Call): Emitter {
  cx.caveat(
    `${cx.dialect.title} decides what is JSON, takes one of repeated members, and writes numbers and escapes inside lists and objects anew`,
    node.span,
  );
  return cx;
}
