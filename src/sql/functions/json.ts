import type { StaticKind } from '../../functions/define.js';
import type { Expression } from '../../syntax/ast.js';
import { staticKind } from '../compare.js';
import type { Emitter } from '../emitter.js';
import { type JsonPath, parseJsonPath } from '../json-path.js';
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
    return list(spathValues(call.single(0), path, readingJson(call)));
  },
  json_valid: (call) => boolean(`(${readingJson(call).dialect.json.kind(call.single(0))} IS NOT NULL)`),
  isarray: (call) => boolean(isOf(call, 'array')),
  isobject: (call) => boolean(isOf(call, 'object')),
  json_array_to_mv: (call) => {
    if (call.args.length > 1) return unsupported('json_array_to_mv() that keeps quotes', call.node.span);
    readingJson(call);
    return list(`spl_items(${call.single(0)})`);
  },
  json_array: (call) => text(joined('[', ',', ']', jsonOf(call), call.cx)),
  json_object: (call) => {
    const values = jsonOf(call);
    const keys = new Set<string>();
    const members: string[] = [];
    for (let i = 0; i + 1 < call.args.length; i += 2) {
      const key = call.fixed(i, 'a key');
      if (keys.has(key)) return unsupported('json_object() with a key that is there twice', call.node.span);
      keys.add(key);
      members.push(`${call.cx.dialect.text(`${JSON.stringify(key)}:`)} || ${values[i + 1]!}`);
    }
    return text(joined('{', ',', '}', members, call.cx));
  },
  mv_to_json_array: (call) => {
    if (call.args.length > 1) return unsupported('mv_to_json_array() that reads its values', call.node.span);
    const { lists } = call.cx.dialect;
    const each = call.cx.variable();
    const all = lists.join(lists.transform(call.list(0), each, `spl_json_text(${each})`), "','");
    return text(`('[' || ${all} || ']')`);
  },
  json_keys: (call) => {
    readingJson(call);
    return text(`spl_keys(${call.single(0)})`);
  },
};

/** What a path of `spath` leads to (spl-commands 7.3). */
export function spathValues(text: string, path: JsonPath, { dialect: { json }, schema }: Emitter): string {
  return path.many && schema.semantics.spathAllOfOne === 'itself' ? json.loose(text, path) : json.values(text, path);
}

/** Texts one after the other. */
function joined(first: string, between: string, last: string, parts: readonly string[], { dialect }: Emitter): string {
  const inner = parts.flatMap((part, i) => (i === 0 ? [part] : [dialect.text(between), part]));
  return `(${[dialect.text(first), ...inner, dialect.text(last)].join(' || ')})`;
}

/** The arguments as JSON; those that are keys of an object are not asked. */
function jsonOf(call: Call): string[] {
  return call.args.map((argument, i) => {
    if (call.node.name.toLowerCase() === 'json_object' && i % 2 === 0) return '';
    const value = call.value(i);
    if (value.type === 'boolean') return `CASE WHEN ${value.sql} THEN 'true' ELSE 'false' END`;
    if (value.type === 'null') return "'null'";
    const kind = makesJson(argument) ? 'json' : value.type === 'number' ? 'number' : staticKind(argument);
    if (value.type !== 'list') return `coalesce(${scalarJson(call.cx.convert.text(value), kind, call)}, 'null')`;
    const { lists } = call.cx.dialect;
    const each = call.cx.variable();
    const items = lists.transform(value.sql, each, `coalesce(${scalarJson(each, kind, call)}, '')`);
    const several = `'[' || ${lists.join(items, "','")} || ']'`;
    const first = `coalesce(${scalarJson(lists.at(value.sql, '1'), kind, call)}, 'null')`;
    return `CASE WHEN ${lists.size(value.sql)} > 1 THEN ${several} ELSE ${first} END`;
  });
}

/** Whether an expression gives JSON of our own making, or nothing. */
function makesJson(expression: Expression): boolean {
  if (expression.kind === 'group') return makesJson(expression.inner);
  const makers = ['json_object', 'json_array', 'mv_to_json_array', 'json_keys'];
  return expression.kind === 'call' && makers.includes(expression.name.toLowerCase());
}

/** A text as JSON: what is known to be text is a string; else a number where it is written as one, and JSON where it is JSON. */
function scalarJson(sql: string, kind: StaticKind | 'json', call: Call): string {
  const { functions, json, text: literal } = call.cx.dialect;
  if (kind === 'json') return sql;
  if (kind === 'string') return `spl_json_text(${sql})`;
  const isNumber = functions.found(sql, literal('\\A-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\\z'));
  if (kind === 'number')
    return `CASE WHEN ${isNumber} THEN ${sql} ELSE coalesce(spl_text(spl_num(${sql})), spl_json_text(${sql})) END`;
  readingJson(call);
  const isJson = `${functions.found(sql, literal('\\A\\s*[\\[{]'))} AND ${json.kind(sql)} IS NOT NULL`;
  return `CASE WHEN ${isNumber} THEN ${sql} WHEN ${isJson} THEN ${json.compact(sql)} ELSE spl_json_text(${sql}) END`;
}

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
