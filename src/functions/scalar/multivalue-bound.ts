import { countedCharacters, mostListCharacters } from '../../values/list-size.js';
import { multivalue, type Scalar, valuesOf } from '../../values/value.js';
import { defineFunction } from '../define.js';
import { BoundField, mentionedFields } from './bound-field.js';

/** `mvfilter(condition)` (spl-core 3.8): the field is the one the condition mentions. */
export const mvfilterFunction = defineFunction({
  name: 'mvfilter',
  group: 'multivalue',
  summary: 'The values of a field for which a condition holds.',
  parameters: [
    { name: 'condition', type: 'boolean', text: 'A condition on one field, whose values are tried in turn.' },
  ],
  result: 'dynamic',
  nulls: 'Null where no value is left.',
  examples: [
    {
      expression: 'mvfilter(match(v,"\\.net$") OR match(v,"\\.org$"))',
      row: { v: ['a.net', 'b.com', 'c.org'] },
      result: ['a.net', 'c.org'],
    },
    { expression: 'mvfilter(v!="b")', row: { v: ['a', 'b', 'c'] }, result: ['a', 'c'] },
    { expression: 'mvfilter(v="z")', row: { v: ['a', 'b'] }, result: null },
  ],
  check: ({ args }) => {
    const fields = mentionedFields(args[0]!);
    return fields.size === 1
      ? undefined
      : {
          message: `takes a condition on one field, and this one is on ${fields.size === 0 ? 'none' : [...fields].join(' and ')}`,
          argument: 0,
        };
  },
  compile: (call) => {
    const [name] = mentionedFields(call.args[0]!);
    if (name === undefined) return () => null;
    const condition = call.compiled[0]!;
    const bound = new BoundField(name);
    return (event, context) => {
      const kept = valuesOf(event.get(name)).filter((value) => condition(bound.bind(event, value), context) === true);
      bound.release();
      return multivalue(kept);
    };
  },
});

/** `mvmap(mv, expression)` (spl-core 3.8, 8.16). */
export const mvmapFunction = defineFunction({
  name: 'mvmap',
  group: 'multivalue',
  summary: 'What an expression gives for each value of a field; in it the name of the field means the current value.',
  parameters: [
    { name: 'mv', type: 'multivalue', text: 'A field, or an expression on one field.' },
    { name: 'expression', type: 'any', text: 'What to calculate for each value.' },
  ],
  result: 'dynamic',
  nulls: 'Null results are dropped.',
  examples: [
    { expression: 'mvmap(v,v*10)', row: { v: ['1', '2', '3'] }, result: ['10', '20', '30'] },
    { expression: 'mvmap(v,upper(v))', row: { v: ['a', 'b'] }, result: ['A', 'B'] },
    { expression: 'mvmap(v,v."-".w)', row: { v: ['a', 'b'], w: 'x' }, result: ['a-x', 'b-x'] },
    { expression: 'mvmap(v,if(v="a",v,null()))', row: { v: ['a', 'b'] }, result: 'a' },
    { expression: 'mvmap(v,v."!")', row: { v: 'a' }, result: 'a!' },
    { expression: 'mvmap(absent,"x")', result: null },
  ],
  compile: (call) => {
    const [list, inner] = call.compiled;
    // Without a field in the first argument there is no name to bind; each value then gives the same.
    const [name = ''] = mentionedFields(call.args[0]!);
    const bound = new BoundField(name);
    return (event, context) => {
      const { limits } = context;
      const most = mostListCharacters(limits);
      const results: Scalar[] = [];
      let characters = 0;
      for (const value of valuesOf(list!(event, context))) {
        // One more than the limits, which the caller then reports.
        if (results.length > limits.fieldValues || characters > most) break;
        for (const result of valuesOf(inner!(bound.bind(event, value), context))) {
          characters += countedCharacters(result);
          results.push(result);
        }
      }
      bound.release();
      return multivalue(results);
    };
  },
});
