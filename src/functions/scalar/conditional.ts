import type { CompiledExpression } from '../context.js';
import { type ArgumentProblem, type CallSite, defineFunction, type ScalarFunction } from '../define.js';
import { cidrmatch } from './cidrmatch.js';
import { like } from './like.js';
import { lookup } from './lookup.js';
import { match } from './match.js';

function checkPairs(call: Pick<CallSite, 'args'>): ArgumentProblem | undefined {
  if (call.args.length % 2 === 0) return undefined;
  return { message: 'conditions and values come in pairs', argument: call.args.length - 1 };
}

/** Conditions and values come in pairs, and the result is one of the values. */
const isPairedValue = (index: number): boolean => index % 2 === 1;

/** The value that follows the first condition for which `wanted` holds, or null. */
function firstPair(call: CallSite, wanted: boolean): CompiledExpression {
  const { compiled } = call;
  return (event, context) => {
    for (let i = 0; i + 1 < compiled.length; i += 2) {
      if ((compiled[i]!(event, context) === true) === wanted) return compiled[i + 1]!(event, context);
    }
    return null;
  };
}

const caseFunction = defineFunction({
  name: 'case',
  group: 'conditional',
  summary: 'The value that follows the first condition that is true.',
  parameters: [
    { name: 'condition', type: 'boolean', repeated: true, text: 'Tried from left to right; null counts as false.' },
    { name: 'value', type: 'any', repeated: true, text: 'The result when the condition before it is true.' },
  ],
  result: 'dynamic',
  chooses: isPairedValue,
  nulls: 'Null when no condition is true; true(), "x" at the end is the usual default.',
  examples: [
    { expression: 'case(s<300,"ok",s<500,"client",true(),"server")', row: { s: '503' }, result: 'server' },
    { expression: 'case(s<300,"ok")', row: { s: '503' }, result: null },
    { expression: 'case(absent>5,"a",1==1,"b")', result: 'b' },
  ],
  check: checkPairs,
  compile: (call) => firstPair(call, true),
});

const coalesce = defineFunction({
  name: 'coalesce',
  aliases: ['ifnull'],
  group: 'conditional',
  summary: 'The first argument that is not null.',
  parameters: [{ name: 'value', type: 'any', repeated: true, text: 'Tried from left to right; "" is not null.' }],
  result: 'dynamic',
  chooses: () => true,
  nulls: 'Null when every argument is.',
  examples: [
    { expression: 'coalesce(absent,"d")', result: 'd' },
    { expression: 'coalesce(empty,"d")', row: { empty: '' }, result: '' },
    { expression: 'coalesce(absent,missing)', result: null },
  ],
  compile({ compiled }) {
    return (event, context) => {
      for (const argument of compiled) {
        const value = argument(event, context);
        if (value !== null) return value;
      }
      return null;
    };
  },
});

const falseFunction = defineFunction({
  name: 'false',
  group: 'conditional',
  summary: 'The Boolean false; it cannot be stored in a field.',
  parameters: [],
  result: 'boolean',
  examples: [{ expression: 'if(false(),"t","f")', result: 'f' }],
  evaluate: () => false,
});

const trueFunction = defineFunction({
  name: 'true',
  group: 'conditional',
  summary: 'The Boolean true; it cannot be stored in a field.',
  parameters: [],
  result: 'boolean',
  examples: [{ expression: 'if(true(),"t","f")', result: 't' }],
  evaluate: () => true,
});

const ifFunction = defineFunction({
  name: 'if',
  group: 'conditional',
  summary: 'One of two values, depending on a condition.',
  parameters: [
    { name: 'condition', type: 'boolean', text: 'Null counts as false.' },
    { name: 'then', type: 'any', text: 'The result when the condition is true.' },
    { name: 'otherwise', type: 'any', text: 'The result when it is not.' },
  ],
  result: 'dynamic',
  chooses: (index) => index > 0,
  nulls: 'A null condition gives the third argument.',
  examples: [
    { expression: 'if(absent>5,"big","small")', result: 'small' },
    { expression: 'if(v>5,"big","small")', row: { v: '7' }, result: 'big' },
    { expression: 'if(v="-",null(),v)', row: { v: '-' }, result: null },
  ],
  compile({ compiled }) {
    const [condition, then, otherwise] = compiled as [CompiledExpression, CompiledExpression, CompiledExpression];
    return (event, context) => (condition(event, context) === true ? then : otherwise)(event, context);
  },
});

const inFunction = defineFunction({
  name: 'in',
  group: 'conditional',
  summary: 'Whether the first argument equals one of the others; the same as `x IN (a, b)`.',
  parameters: [
    { name: 'value', type: 'any', text: 'What to look for.' },
    { name: 'item', type: 'any', repeated: true, text: 'Literals or fields to compare with; no wildcards.' },
  ],
  result: 'boolean',
  nulls: 'False when the first argument is null.',
  examples: [
    { expression: 'if(in(status,"404","503"),"bad","ok")', row: { status: '503' }, result: 'bad' },
    { expression: 'if(in(absent,"404"),"bad","ok")', result: 'ok' },
    { expression: 'if(in("a",p,q),"y","n")', row: { p: 'z', q: 'a' }, result: 'y' },
  ],
  compile(call) {
    const [needle, ...items] = call.args;
    const span = { start: needle!.span.start, end: call.args[call.args.length - 1]!.span.end };
    return call.compile({ kind: 'in', needle: needle!, items, span });
  },
});

const nullFunction = defineFunction({
  name: 'null',
  group: 'conditional',
  summary: 'No value; assigning it removes the field.',
  parameters: [],
  result: 'null',
  examples: [{ expression: 'null()', result: null }],
  evaluate: () => null,
});

const nullif = defineFunction({
  name: 'nullif',
  group: 'conditional',
  summary: 'The first argument, or null when it equals the second.',
  parameters: [
    { name: 'value', type: 'any', text: 'The result unless the two are equal.' },
    { name: 'other', type: 'any', text: 'Compared as `=` does.' },
  ],
  result: 'dynamic',
  nulls: 'Null does not equal anything: nullif(x, null()) is x.',
  examples: [
    { expression: 'nullif("x","x")', result: null },
    { expression: 'nullif(a,b)', row: { a: '1', b: '2' }, result: '1' },
  ],
  compile(call) {
    const [left, right] = call.args;
    const value = call.compiled[0]!;
    const equal = call.compile({
      kind: 'binary',
      operator: '=',
      left: left!,
      right: right!,
      span: { start: left!.span.start, end: right!.span.end },
    });
    return (event, context) => (equal(event, context) === true ? null : value(event, context));
  },
});

const searchmatch = defineFunction({
  name: 'searchmatch',
  group: 'conditional',
  summary: 'Whether the row satisfies a search, by the rules of the search command.',
  parameters: [{ name: 'search', type: 'literal', text: 'Search text, such as "x=hi y=*".' }],
  result: 'boolean',
  dependsOn: 'event',
  examples: [
    { expression: 'if(searchmatch("x=hi y=*"),"yes","no")', row: { x: 'HI', y: 'bye' }, result: 'yes' },
    { expression: 'if(searchmatch("x=hi y=*"),"yes","no")', row: { x: 'hi' }, result: 'no' },
  ],
  compile: (call) => call.search(call.literal(0) ?? ''),
});

const validate = defineFunction({
  name: 'validate',
  group: 'conditional',
  summary: 'The value that follows the first condition that is false.',
  parameters: [
    { name: 'condition', type: 'boolean', repeated: true, text: 'Tried from left to right; null counts as false.' },
    { name: 'value', type: 'any', repeated: true, text: 'The result when the condition before it is false.' },
  ],
  result: 'dynamic',
  chooses: isPairedValue,
  nulls: 'Null when every condition is true.',
  examples: [
    { expression: 'validate(isint(p),"not int",p<65536,"range")', row: { p: '70000' }, result: 'range' },
    { expression: 'validate(isint(p),"not int",p<65536,"range")', row: { p: '80' }, result: null },
  ],
  check: checkPairs,
  compile: (call) => firstPair(call, false),
});

/** Comparison and conditional functions (spl-core 3.1). */
export const conditionalFunctions: readonly ScalarFunction[] = [
  caseFunction,
  cidrmatch,
  coalesce,
  falseFunction,
  ifFunction,
  inFunction,
  like,
  lookup,
  match,
  nullFunction,
  nullif,
  searchmatch,
  trueFunction,
  validate,
];
