import type { ExtractMethod } from '../../plan/nodes/row.js';
import { scalarText } from '../../values/coerce.js';
import { spathFields, spathValue } from '../../values/json/spath-extract.js';
import { parseSpathPath } from '../../values/json/spath-path.js';
import { multivalue, type Scalar, valuesOf } from '../../values/value.js';
import { boundedValue } from '../bounded-value.js';
import type { OperatorCompiler } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import type { RowExtraction } from './row-extraction.js';

/** `spath`: what a path leads to in JSON or XML, or every leaf (spl-commands 7.3). */
export function compileSpath(method: ExtractMethod & { name: 'spath' }, compiler: OperatorCompiler): RowExtraction {
  const { field, path } = method;
  const { semantics } = compiler;
  if (path === undefined) {
    return (event, context) => {
      const characters = context.limits.spathCharacters;
      const found = new Map<string, Scalar[]>();
      for (const each of valuesOf(event.get(field))) {
        const text = scalarText(each);
        if (text.length > characters) reportLimit(context, 'spath', 'spathCharacters');
        for (const [name, value] of spathFields(text, semantics, characters)) {
          const list = found.get(name);
          if (list === undefined) found.set(name, [...valuesOf(value)]);
          else for (const each of valuesOf(value)) list.push(each);
        }
      }
      for (const [name, values] of found) event.set(name, boundedValue(multivalue(values), 'spath', context));
    };
  }
  const steps = parseSpathPath(path);
  if (steps === null) throw new Error('A path that lowering should have refused.');
  const output = method.output ?? path;
  return (event, context) => {
    const value = event.get(field);
    if (value === null) return;
    const found =
      typeof value === 'object'
        ? multivalue(value.flatMap((each) => valuesOf(spathValue(scalarText(each), steps, semantics))))
        : spathValue(scalarText(value), steps, semantics);
    if (found !== null) event.set(output, boundedValue(found, 'spath', context));
  };
}
