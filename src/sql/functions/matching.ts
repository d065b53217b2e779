import { parseReplacement } from '../../regex/replacement.js';
import type { Expression } from '../../syntax/ast.js';
import { parseNetwork } from '../../values/ip.js';
import { literalOf } from '../compare.js';
import type { Emitter } from '../emitter.js';
import { type Re2Use, toRe2 } from '../re2.js';
import { unsupported } from '../refusal.js';
import type { Scope } from '../scope.js';
import type { SqlValue } from '../value.js';
import { boolean, type FunctionTemplate, number, text } from './define.js';

/** A test on any value of a field; false for null. */
export function anyValue(value: SqlValue, cx: Emitter, test: (text: string) => string): string {
  if (value.type === 'null') return 'FALSE';
  if (value.type !== 'list') return `coalesce(${test(cx.convert.text(value))}, FALSE)`;
  const variable = cx.variable();
  return cx.dialect.lists.any(value.sql, variable, test(variable));
}

/** `like(text, pattern)`: `%` and `_`, letter case counts, nothing is escaped. */
export function emitLike(subject: Expression, pattern: Expression, scope: Scope, cx: Emitter): string {
  const wanted = literalOf(pattern);
  const value = cx.value(subject, scope);
  const likes = (sql: string): string => anyValue(value, cx, (each) => cx.dialect.functions.like(each, sql, false));
  return wanted === undefined ? anyValue(cx.value(pattern, scope), cx, likes) : likes(cx.dialect.text(wanted));
}

/** A literal regex as an SQL text for RE2, its caveats noted; `use`: what it is asked. */
export function regexOf(pattern: string, span: Expression['span'], cx: Emitter, use: Re2Use = {}): string {
  const found = toRe2(pattern, use);
  for (const caveat of found.caveats) cx.caveat(caveat, span);
  return cx.dialect.text(found.pattern);
}

/** Each match of a pattern replaced, as an SQL function of a text. */
export function replacing(
  written: string,
  replacement: string,
  span: Expression['span'],
  cx: Emitter,
): (text: string) => string {
  const pattern = regexOf(written, span, cx);
  const by = re2Replacement(replacement);
  if (by !== '' && toRe2(written).repeatsEmpty)
    unsupported('the regular expression of a replacement may match nothing, and RE2 finds fewer such places', span);
  return (text) => cx.dialect.functions.replaceMatches(text, pattern, cx.dialect.text(by));
}

/** Functions that match patterns. */
export const matchingTemplates: Readonly<Record<string, FunctionTemplate>> = {
  match: ({ value, fixed, literal, text: textOf, node, cx }) => {
    if (literal(1) === undefined) {
      cx.caveat(
        'a pattern out of the data is read as RE2 reads it, and one that RE2 cannot read ends the query',
        node.span,
      );
      return boolean(anyValue(value(0), cx, (each) => cx.dialect.functions.found(each, textOf(1))));
    }
    const pattern = regexOf(fixed(1, 'the pattern'), node.span, cx, { exists: true });
    return boolean(anyValue(value(0), cx, (each) => cx.dialect.functions.found(each, pattern)));
  },
  like: ({ args, scope, cx }) => boolean(emitLike(args[0]!, args[1]!, scope, cx)),
  cidrmatch: ({ value, literal, text: textOf, node, cx }) => {
    const network = literal(0);
    if (network !== undefined && parseNetwork(network) === null) return boolean('FALSE');
    if (network?.includes(':')) unsupported('networks of IPv6 addresses are not compared in SQL', node.span);
    if (network === undefined) cx.caveat('networks of IPv6 addresses match nothing', node.span);
    const sql = network === undefined ? textOf(0) : cx.dialect.text(network);
    return boolean(anyValue(value(1), cx, (each) => `spl_in_network(${each}, ${sql})`));
  },
  replace: ({ single, fixed, node, cx }) => {
    const replaced = replacing(fixed(1, 'the pattern'), fixed(2, 'the replacement'), node.span, cx);
    return text(replaced(single(0)));
  },
  mvfind: ({ list, literal, text: textOf, node, cx }) => {
    const each = cx.variable();
    const pattern = literal(1);
    if (pattern === undefined)
      cx.caveat(
        'a pattern out of the data is read as RE2 reads it, and one that RE2 cannot read ends the query',
        node.span,
      );
    const sql = pattern === undefined ? textOf(1) : regexOf(pattern, node.span, cx, { exists: true });
    const place = cx.dialect.lists.place(list(0), each, cx.dialect.functions.found(each, sql));
    return number(cx.dialect.functions.double(`nullif(${place}, 0) - 1`));
  },
};

/** A replacement with `\1` in the syntax of RE2. */
export function re2Replacement(replacement: string): string {
  return parseReplacement(replacement)
    .map((part) => {
      if (typeof part === 'string') return part.replaceAll('\\', '\\\\');
      if (typeof part !== 'number' || part > 9) return unsupported('the replacement names a group that RE2 cannot');
      return `\\${part}`;
    })
    .join('');
}
