import type { ValueChange } from '../../plan/nodes/row.js';
import type { Span } from '../../source/span.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { wildcardReplacement } from '../keyword.js';
import { toRe2 } from '../re2.js';
import { unsupported } from '../refusal.js';
import { fieldOf } from '../relation.js';
import { emitTimeFormat } from '../time.js';
import { emitTimeParse } from '../time-parse.js';
import type { SqlType, SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { fits, perValue, settled, withFields } from './row-wise.js';

/** One function over the values of the fields that fit (spl-commands 6.3 to 6.5). */
export const emitTransform: NodeTemplate<'transform'> = (node, cx) => {
  let rows = settled(cx.input(node.input), node.span, cx);
  const excluded = node.items.filter((item) => item.change.name === 'none').map((item) => item.pattern);
  for (const item of node.items) {
    if (item.change.name === 'none') continue;
    const changes = new Map<string, SqlValue>();
    if (hasWildcard(item.pattern) && rows.open)
      return unsupported('patterns of names that are not known before the run', node.span);
    const fields = hasWildcard(item.pattern)
      ? [...rows.columns.keys()].filter((field) => fitsPattern(item.pattern, field) && !fits(excluded, field))
      : [item.pattern];
    for (const field of fields) {
      const value = fieldOf(rows, field, cx.dialect);
      if (value.type === 'null') continue;
      const target =
        item.as === undefined
          ? field
          : hasWildcard(item.pattern)
            ? fillWildcard(item.as, wildcardCaptures(item.pattern, field)!)
            : item.as;
      const changed = emitChange(item.change, value, node.span, cx);
      const before = fieldOf(rows, target, cx.dialect);
      if (target === field || before.type === 'null') changes.set(target, changed);
      else
        changes.set(target, {
          sql: cx.convert.choice(
            [[cx.convert.absent(value), cx.convert.list(before)]],
            cx.convert.list(changed),
            'list',
          ),
          type: 'list',
        });
    }
    rows = withFields(rows, changes, 'convert', node.span, cx);
  }
  return rows;
};

/** The SQL functions of conversions to numbers. */
const conversions = {
  num: 'spl_automatic',
  dur2sec: 'spl_seconds',
  mstime: 'spl_minutes',
  memk: 'spl_kilobytes',
} as const;

/** `convert auto()`: all values of the field become numbers, or none. */
function automatic(value: SqlValue, cx: Emitter): SqlValue {
  const { convert, dialect } = cx;
  const no = (text: string): string => `spl_automatic(${text}) IS NULL`;
  const each = cx.variable();
  const fails =
    value.type === 'list'
      ? dialect.lists.any(value.sql, each, no(each))
      : `${convert.present(value)} AND ${no(convert.text(value))}`;
  const failed = dialect.aggregates.some(fails, ' OVER ()');
  const numbers = perValue(
    value,
    (one) => ({ sql: `spl_text(spl_automatic(${convert.text(one)}))`, type: 'text' }),
    cx,
  );
  const type = numbers.type as SqlType;
  return { sql: convert.choice([[failed, convert.to(value, type)]], numbers.sql, type), type };
}

function emitChange(change: ValueChange, value: SqlValue, span: Span, cx: Emitter): SqlValue {
  const { convert, dialect } = cx;
  const { functions, lists } = dialect;
  switch (change.name) {
    case 'ctime':
      return perValue(
        value,
        (each) => {
          const written = emitTimeFormat(`floor(${convert.number(each)})`, change.format, cx, span);
          return {
            // What is no number stays as it is; a number outside the calendar is no time.
            sql:
              each.type === 'number'
                ? written
                : `CASE WHEN ${convert.number(each)} IS NULL THEN ${convert.text(each)} ELSE ${written} END`,
            type: 'text',
          };
        },
        cx,
      );
    case 'mktime':
      return perValue(
        value,
        (each) => ({ sql: emitTimeParse(convert.text(each), change.format, cx, span), type: 'number' }),
        cx,
      );
    case 'rmcomma':
      return perValue(value, (each) => ({ sql: `replace(${convert.text(each)}, ',', '')`, type: 'text' }), cx);
    case 'split': {
      const [each, rest] = [cx.variable(), cx.variable()];
      const pieces = functions.split(each, dialect.text(change.delimiter));
      const kept = change.allowEmpty ? pieces : lists.filter(pieces, rest, `${rest} <> ''`);
      return { sql: lists.collectAll(convert.list(value), each, kept), type: 'list' };
    }
    case 'tokenize': {
      const { pattern, groupCount, caveats } = toRe2(change.pattern);
      for (const caveat of caveats) cx.caveat(caveat, span);
      const index = groupCount > 0 ? 1 : 0;
      const each = cx.variable();
      const tokens = functions.extractAll(each, dialect.text(pattern), index);
      return { sql: lists.collectAll(convert.list(value), each, tokens), type: 'list' };
    }
    case 'join':
      return {
        sql:
          change.delimiter === undefined
            ? `spl_join(${convert.list(value)})`
            : lists.join(convert.list(value), dialect.text(change.delimiter)),
        type: 'text',
      };
    case 'replace': {
      const rules = [
        ...change.rules.filter((rule) => !hasWildcard(rule.from)),
        ...change.rules
          .filter((rule) => hasWildcard(rule.from))
          .sort((a, b) => b.from.replaceAll('*', '').length - a.from.replaceAll('*', '').length),
      ];
      return perValue(
        value,
        (each) => {
          const text = convert.text(each);
          const cases = rules.map(({ from, to }) => {
            if (!hasWildcard(from)) return `WHEN ${text} = ${dialect.text(from)} THEN ${dialect.text(to)}`;
            const { pattern, by } = wildcardReplacement(from, to, span);
            const regex = dialect.text(pattern);
            return `WHEN ${functions.found(text, regex)} THEN ${functions.replaceMatches(text, regex, dialect.text(by))}`;
          });
          return { sql: `CASE ${cases.join(' ')} ELSE ${text} END`, type: 'text' };
        },
        cx,
      );
    }
    case 'none':
      return value;
    case 'auto':
      return automatic(value, cx);
    case 'num':
    case 'dur2sec':
    case 'mstime':
    case 'memk': {
      const convertText = conversions[change.name];
      return perValue(value, (each) => ({ sql: `${convertText}(${convert.text(each)})`, type: 'number' }), cx);
    }
    case 'rmunit':
      return perValue(value, (each) => ({ sql: `spl_no_unit(${convert.text(each)})`, type: 'text' }), cx);
  }
}
