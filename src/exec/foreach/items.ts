import type { ForeachItems } from '../../plan/nodes/row.js';
import { looksNumeric, scalarText } from '../../values/coerce.js';
import { jsonText } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { type Scalar, type Value, valuesOf } from '../../values/value.js';
import { changeRows, type OperatorCompiler, type Run } from '../operator.js';
import { rowExtend } from '../operators/extend.js';

const itemField = '<<ITEM>>';
const iterationField = '<<ITER>>';

function jsonItems(text: string): readonly Scalar[] | undefined {
  const root = readJson(text);
  if (root.kind !== 'array') return undefined;
  return root.items.map((item) => (item.kind === 'number' ? Number(item.text) : jsonText(item)));
}

/** A number in the data counts as the number it would be in the text of the expression. */
function asWritten(value: Scalar): Scalar {
  return typeof value === 'string' && looksNumeric(value) ? Number(value) : value;
}

/** The items of a field: its values, or the elements of the JSON array it holds. */
function itemsOf(value: Value, mode: ForeachItems['mode']): readonly Scalar[] {
  if (value === null) return [];
  if (mode !== 'multivalue' && typeof value !== 'object') {
    const items = jsonItems(scalarText(value));
    if (items !== undefined) return items;
    if (mode === 'json_array') return [];
  }
  return mode === 'json_array' ? [] : valuesOf(value).map(asWritten);
}

/** The assignments run for each item of a field; item and number are fields of the row meanwhile. */
export function forEachItem(each: ForeachItems, input: Run, compiler: OperatorCompiler): Run {
  const extend = rowExtend(each, compiler);
  return changeRows(input, (event, context) => {
    for (const [index, item] of itemsOf(event.get(each.field), each.mode).entries()) {
      event.set(itemField, item);
      event.set(iterationField, index);
      extend(event, context);
    }
    event.delete(itemField);
    event.delete(iterationField);
  });
}
