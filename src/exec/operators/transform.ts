import type { TransformItem, ValueChange } from '../../plan/nodes/row.js';
import type { NodeOf } from '../../plan/plan.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { compileFieldPattern, fieldCaptures } from '../../values/field-pattern.js';
import { compileTimeFormat } from '../../values/time/format.js';
import { compileTimeParser } from '../../values/time/parse.js';
import { multivalue, type Scalar, type Value, valuesOf } from '../../values/value.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import { boundedValue, joinedTexts } from '../bounded-value.js';
import type { ExecContext } from '../context.js';
import { changeRows, type OperatorCompiler, type RowChange, type Run, wholeTable } from '../operator.js';

/** Changes the value of one field. */
export type FieldChange = (value: Exclude<Value, null>, context: ExecContext) => Value;

function perValue(change: (text: string, context: ExecContext) => Scalar | null): FieldChange {
  return (value, context) => {
    if (typeof value !== 'object') return change(scalarText(value), context);
    return multivalue(value.flatMap((each) => change(scalarText(each), context) ?? []));
  };
}

/** `D+HH:MM:SS` as seconds. */
function durationSeconds(text: string): number | null {
  const match = /^(?:(\d+)\+)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return toNumber(text);
  return Number(match[1] ?? 0) * 86_400 + Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4]);
}

/** `[MM:]SS.SSS` as seconds. */
function minuteSeconds(text: string): number | null {
  const match = /^(?:(\d+):)?(\d+(?:\.\d+)?)$/.exec(text);
  return match === null ? null : Number(match[1] ?? 0) * 60 + Number(match[2]);
}

const memoryUnits: Readonly<Record<string, number>> = { '': 1, k: 1, m: 1024, g: 1024 * 1024 };

function kilobytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(text);
  return match === null ? null : Number(match[1]) * memoryUnits[match[2]!.toLowerCase()]!;
}

/** Makes a change of single values ready; `auto` looks at all rows (`compileAuto`). */
function compileChange(change: ValueChange, compiler: OperatorCompiler): FieldChange {
  switch (change.name) {
    case 'ctime': {
      const format = compileTimeFormat(change.format);
      return perValue((text, context) => {
        const time = toNumber(text);
        return time === null ? text : format(Math.floor(time), context.timeZone);
      });
    }
    case 'mktime': {
      const parse = compileTimeParser(change.format);
      return perValue((text, context) => parse(text, context.timeZone, context.now));
    }
    case 'auto':
    case 'num':
      return perValue((text) => automaticNumber(text));
    case 'none':
      return (value) => value;
    case 'dur2sec':
      return perValue(durationSeconds);
    case 'mstime':
      return perValue(minuteSeconds);
    case 'memk':
      return perValue(kilobytes);
    case 'rmcomma':
      return perValue((text) => text.replaceAll(',', ''));
    case 'rmunit':
      return perValue((text) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text)?.[0] ?? text);
    case 'split': {
      const { delimiter, allowEmpty } = change;
      return (value, context) => {
        const pieces = (text: string): string[] =>
          text.split(delimiter, context.limits.fieldValues + 1).filter((piece) => allowEmpty || piece !== '');
        return boundedValue(multivalue(valuesOf(value).flatMap((each) => pieces(scalarText(each)))), 'makemv', context);
      };
    }
    case 'tokenize': {
      const regex = compiler.regex(change.pattern);
      const tokens = (text: string) => regex.matchAll(text).flatMap(({ groups }) => groups[1] ?? groups[0] ?? []);
      return (value, context) =>
        boundedValue(multivalue(valuesOf(value).flatMap((each) => tokens(scalarText(each)))), 'makemv', context);
    }
    case 'join': {
      const delimiter = change.delimiter ?? '\n';
      return (value, context) => joinedTexts(valuesOf(value), delimiter, 'nomv', context);
    }
    case 'replace':
      return compileReplace(change.rules);
  }
}

/** The best conversion `auto` and `num` find: a number, one with commas, a duration, a size, a time of day. */
function automaticNumber(text: string): number | null {
  const plain = toNumber(text);
  if (plain !== null) return plain;
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  return (
    durationSeconds(text) ??
    kilobytes(text) ??
    toNumber(/^([+-]?(?:\d+\.?\d*|\.\d+)) ?[A-Za-z%]+$/.exec(text)?.[1] ?? null)
  );
}

/** Whole values replaced: exact rules win, among patterns the one with the most literal text (spl-commands 6.3). */
function compileReplace(rules: readonly { readonly from: string; readonly to: string }[]): FieldChange {
  const exact = new Map(rules.filter((rule) => !hasWildcard(rule.from)).map((rule) => [rule.from, rule.to]));
  const patterns = rules
    .filter((rule) => hasWildcard(rule.from))
    .sort((a, b) => b.from.replaceAll('*', '').length - a.from.replaceAll('*', '').length);
  return perValue((text) => {
    const plain = exact.get(text);
    if (plain !== undefined) return plain;
    for (const { from, to } of patterns) {
      const captures = wildcardCaptures(from, text);
      if (captures !== null) return fillWildcard(to, captures);
    }
    return text;
  });
}

/** One item made ready: changes the rows it is given. */
type ItemRun = (rows: readonly Event[], context: ExecContext) => void;

/** Calls with each field of a row that an item is about, and the name for the result. */
function fieldsOf(item: TransformItem, excluded: readonly ((field: string) => boolean)[]) {
  const { pattern, as } = item;
  if (!hasWildcard(pattern))
    return (_event: Event, each: (field: string, target: string) => void) => each(pattern, as ?? pattern);
  return (event: Event, each: (field: string, target: string) => void) => {
    for (const field of event.fieldNames()) {
      const captures = fieldCaptures(pattern, field);
      if (captures === null || excluded.some((fits) => fits(field))) continue;
      each(field, as === undefined ? field : fillWildcard(as, captures));
    }
  };
}

function compileItem(
  item: TransformItem,
  excluded: readonly ((field: string) => boolean)[],
  compiler: OperatorCompiler,
): RowChange {
  const visit = fieldsOf(item, excluded);
  const change = compileChange(item.change, compiler);
  return (event, context) =>
    visit(event, (field, target) => {
      const value = event.get(field);
      if (value !== null) event.set(target, change(value, context));
    });
}

/** `auto`: a field is converted only if all its values in all rows can be. */
function compileAuto(item: TransformItem, excluded: readonly ((field: string) => boolean)[]): ItemRun {
  const visit = fieldsOf(item, excluded);
  const convert = perValue((text) => automaticNumber(text));
  return (rows, context) => {
    const failed = new Set<string>();
    for (const event of rows) {
      visit(event, (field) => {
        if (failed.has(field)) return;
        if (valuesOf(event.get(field)).some((value) => automaticNumber(scalarText(value)) === null)) failed.add(field);
      });
    }
    for (const event of rows) {
      visit(event, (field, target) => {
        const value = event.get(field);
        if (value !== null) event.set(target, failed.has(field) ? value : convert(value, context));
      });
    }
  };
}

/** `transform`: one function over the values of the fields that fit (spl-commands 6.3 to 6.5). */
export function compileTransform(node: NodeOf<'transform'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  // `none(x)` keeps x out of the patterns of the other functions.
  const excluded = node.items
    .filter((item) => item.change.name === 'none')
    .map((item) => compileFieldPattern(item.pattern));
  const items = node.items.filter((item) => item.change.name !== 'none');
  if (items.some((item) => item.change.name === 'auto')) {
    const runs = items.map((item): ItemRun => {
      if (item.change.name === 'auto') return compileAuto(item, excluded);
      const change = compileItem(item, excluded, compiler);
      return (rows, context) => {
        for (const event of rows) change(event, context);
      };
    });
    return wholeTable(input, 'convert auto()', (rows, context) => {
      for (const run of runs) run(rows, context);
      return rows;
    });
  }
  const changes = items.map((item) => compileItem(item, excluded, compiler));
  return changeRows(input, (event, context) => {
    for (const change of changes) change(event, context);
  });
}
