import type { ExtractMethod } from '../../plan/nodes/row.js';
import { compileSed } from '../../regex/sed.js';
import { scalarText } from '../../values/coerce.js';
import { multivalue, valuesOf } from '../../values/value.js';
import { boundedMap, boundedText, textTooLong } from '../bounded-value.js';
import type { OperatorCompiler } from '../operator.js';
import type { RowExtraction } from './row-extraction.js';

type Rex = ExtractMethod & { name: 'rex' };

/** `rex`: the named groups of a match become fields; without a match nothing changes (spl-commands 7.1). */
export function compileRex(method: Rex, compiler: OperatorCompiler): RowExtraction {
  const regex = compiler.regex(method.pattern);
  const { field, maxMatch, offsetField } = method;
  const most = maxMatch === 0 ? Number.POSITIVE_INFINITY : maxMatch;
  return (event) => {
    const subject = event.get(field);
    if (subject === null) return;
    if (typeof subject === 'string' && most === 1 && offsetField === undefined) {
      const match = regex.exec(subject);
      if (match !== null) for (const [name, value] of regex.named(match)) event.set(name, value);
      return;
    }
    const found = new Map<string, string[]>();
    const places: string[] = [];
    for (const each of valuesOf(subject)) {
      for (const match of regex.matchAll(scalarText(each), most)) {
        if (offsetField !== undefined) {
          // Both ends belong to the place; an empty group has none.
          for (const [name, [start, end]] of regex.namedOffsets(match))
            if (end > start) places.push(`${name}=${start}-${end - 1}`);
        }
        for (const [name, value] of regex.named(match)) {
          const list = found.get(name);
          if (list === undefined) found.set(name, [value]);
          else list.push(value);
        }
      }
    }
    for (const [name, values] of found) event.set(name, multivalue(values));
    if (offsetField !== undefined && places.length > 0) event.set(offsetField, places.join('&'));
  };
}

/** `rex mode=sed`: the field's text rewritten in place. */
export function compileSedExtract(method: ExtractMethod & { name: 'sed' }): RowExtraction {
  const compiled = compileSed(method.script);
  if (!compiled.ok) throw new Error('A sed script that lowering should have refused.');
  const { field } = method;
  const what = 'rex mode=sed';
  return (event, context) => {
    const subject = event.get(field);
    if (subject === null) return;
    const rewritten = boundedMap(valuesOf(subject), what, context, (each) => {
      const text = scalarText(each);
      let result = text;
      try {
        result = compiled.apply(text);
      } catch (error) {
        textTooLong(error, what, context);
      }
      return boundedText(result, what, context);
    });
    event.set(field, rewritten);
  };
}
