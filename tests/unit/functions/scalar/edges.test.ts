import { describe, expect, it } from 'vitest';
import type { Semantics } from '../../../../src/values/semantics.js';
import { evaluate } from './evaluate.js';

type Case = readonly [
  expression: string,
  result: string | readonly string[] | null,
  row?: Readonly<Record<string, string | readonly string[]>>,
  semantics?: Partial<Semantics>,
];

const abc = { v: ['a', 'b', 'c'] };

const text: readonly Case[] = [
  ['len(v)', '2', { v: '😀a' }],
  ['len(v)', null, abc],
  ['len(v)', ['1', '1', '1'], abc, { textFunctionMultivalue: 'per-value' }],
  ['len(12.50)', '5'],
  ['substr("splendid",-2)', 'id'],
  ['substr("abc",-5,3)', 'a'],
  ['substr("abc",-5)', 'abc'],
  ['substr("abc",5)', ''],
  ['substr("abc",0,2)', 'ab', {}, { substrZero: 'as-one' }],
  ['substr("a😀c",2,1)', '😀'],
  ['substr("abc","x")', null],
  ['trim(v,"😀")', 'a', { v: '😀a😀' }],
  ['trim(v)', 'a\n', { v: ' \ta\n' }],
  ['trim(v,absent)', null, { v: 'x' }],
  ['trim(v,c)', 'x', { v: '--x--', c: '-' }],
  ['replace(v,"b","x")', null, abc],
  ['replace(v,p,"x")', 'xaa', { v: 'baa', p: 'b' }],
  ['replace(v,absent,"x")', null, { v: 'b' }],
  ['replace("😀b","(b)","\\1\\1")', '😀bb'],
  ['urldecode("a+b%zz%2")', 'a+b%zz%2'],
  ['urldecode("a+b")', 'a b', {}, { urldecodePlus: 'blank' }],
  ['urldecode("%FFa")', '\ufffda'],
  ['split("",",")', '', {}, { splitEmpty: 'empty-string' }],
  ['split("a😀","")', ['a', '😀']],
  ['split(v,absent)', null, { v: 'a' }],
  ['spath(v,p)', '1', { v: '{"a":1}', p: 'a' }],
];

const multivalue: readonly Case[] = [
  ['mvindex(v,-1)', 'c', abc],
  ['mvindex(v,0,1)', ['a', 'b'], abc],
  ['mvindex(v,-9,-2)', ['a', 'b'], abc],
  ['mvindex(v,-9)', null, abc],
  ['mvindex(v,2,1)', null, abc],
  ['mvindex(split(p,"\\\\"),-1)', 'cmd.exe', { p: 'C:\\Windows\\cmd.exe' }],
  ['mvindex(split(p,"\\\\"),0)', 'C:', { p: 'C:\\Windows\\cmd.exe' }],
  ['mvindex(split(p,"\\\\"),-1)', '', { p: 'C:\\' }],
  ['mvindex(split(p,"\\\\"),-1)', 'cmd.exe', { p: 'cmd.exe' }],
  ['mvindex(split(p,"\\\\"),0)', 'cmd.exe', { p: 'cmd.exe' }],
  ['mvindex(split(p,"\\\\"),-2)', 'Windows', { p: 'C:\\Windows\\cmd.exe' }],
  ['mvindex(split(p,"\\\\"),-1)', null, { p: '' }],
  ['mvindex(split(p,"aa"),-1)', 'ab', { p: 'aaab' }],
  ['mvindex(split(v,"-"),-1)', null, { v: ['a-b', 'c'] }],
  ['mvindex(v,3,4)', null, abc],
  ['mvindex(v,1.5)', null, abc],
  ['mvindex(v,"x")', null, abc],
  ['mvindex("a",0)', 'a'],
  ['mvmap(v,mvmap(w,v.w))', ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'], { ...abc, w: ['1', '2'] }],
  ['mvmap(v,split(v."-x","-"))', ['a', 'x', 'b', 'x', 'c', 'x'], abc],
  ['mvmap(mvsort(v),v."!")', ['a!', 'b!'], { v: ['b', 'a'] }],
  ['mvmap(v,if(match(v,"b"),absent,v))', ['a', 'c'], abc],
  ['mvfilter(len(v)=1)', ['a', 'c'], { v: ['a', 'bb', 'c'] }],
  ['mvfilter(match("x","x"))', null, abc],
  ['mvfind(v,p)', '2', { ...abc, p: 'c' }],
  ['mvjoin(v,absent)', null, abc],
  ['mvzip(v,absent)', null, abc],
  ['mvdedup(mvappend(v,v,1,"1"))', ['a', 'b', 'c', '1'], abc],
  ['mvrange(0,1,0)', null],
  ['mvrange(3,0,-1)', ['3', '2', '1']],
  ['mvrange(0,1,0.25)', ['0', '0.25', '0.5', '0.75']],
  ['mvrange(0,"x")', null],
  ['mvrange(1704067200,1709251200,"1mon")', ['1704067200', '1706745600']],
  ['mvrange(0,10,"7parsec")', null],
  ['mvsort(v)', ['10', 'B', 'a'], { v: ['a', 'B', '10'] }],
];

const math: readonly Case[] = [
  ['round(2.5)', '3'],
  ['round(0.1+0.2,2)', '0.30'],
  ['round(v,-1)', null, { v: '5' }],
  ['round(v*10)', 'inf', { v: '1e308' }],
  ['round(v,2)', '1234567890123456789.13', { v: '1234567890123456789.125' }],
  ['log(243,3)', '5'],
  ['log(8,1)', null],
  ['log(-1)', null],
  ['pow(2,53)+1', '9007199254740992'],
  ['pow(-8,0.5)', 'nan'],
  ['abs(v)', null, { v: ['1', '2'] }],
  ['sqrt(pow(a,2)+pow(b,2))', '5', { a: '3', b: '4' }],
  ['exact(a*b)', '0.06', { a: '0.2', b: '0.3' }],
  ['a*b', '0.06', { a: '0.20', b: '0.3' }],
  ['a*b', '1', { a: '2.5', b: '0.5' }],
  ['exact(a*b)', '1.25', { a: '2.5', b: '0.5' }],
  ['exact(abs(a*b)/0.5)', '2.5', { a: '2.5', b: '0.5' }],
  ['exact(v)', '1.5', { v: '1.50' }],
  ['sigfig(a*b)', '1230', { a: '1.23', b: '1000' }],
  ['sigfig(v)', '1.50', { v: '1.50' }],
  ['acosh(0.5)', null],
  ['atan2(1,"x")', null],
  ['sinh(1000)', 'inf'],
  ['bit_or(9007199254740991,1)', '9007199254740991'],
  ['bit_xor(4503599627370496,4503599627370497)', '1'],
  ['bit_and(7,6,12)', '4'],
  ['bit_and(1.5,1)', null],
  ['bit_and(9007199254740992,1)', null],
  ['bit_shift_right(9007199254740991,52)', '1'],
  ['bit_shift_right(1,100)', '0'],
];

const json: readonly Case[] = [
  ['json_object("a",v,"b",absent)', '{"a":"007","b":null}', { v: '007' }],
  ['json_object("a",v)', '{"a":1.50}', { v: '1.50' }],
  ['json_object("a",v)', '{"a":{"b":1}}', { v: '{ "b": 1 }' }],
  ['json_object("a","{}")', '{"a":"{}"}'],
  ['json_object("a",1,"a",2)', '{"a":2}'],
  ['json_array("\\"",v)', '["\\"","{x"]', { v: '{x' }],
  ['json_extract(v,"a")', null, { v: '{"a":null}' }],
  ['json_extract(v)', '{"a":[1]}', { v: ' {"a": [1]}' }],
  ['json_extract(v,"a","c")', '[null,3]', { v: '{"a":null,"c":3}' }],
  ['json_extract(v,"a{}")', null, { v: '{"a":[]}' }],
  ['json_extract_exact(v,"a{}","b")', '[1,null]', { v: '{"a{}":1}' }],
  ['json_set(v,"a{1}.b",2)', '{"a":[1,{"b":2}]}', { v: '{"a":[1]}' }],
  ['json_set(v,"a{5}",2)', '{"a":[1]}', { v: '{"a":[1]}' }],
  ['json_set(v,"a{}",0)', '{"a":[0,0]}', { v: '{"a":[1,2]}' }],
  ['json_set(v,"a",1,"b",2)', '{"a":1,"b":2}', { v: '{}' }],
  ['json_set(v,"__proto__.x",1)', '{"__proto__":{"x":1}}', { v: '{}' }],
  ['json_set(v,"a",w)', '{"a":["x","y"]}', { v: '{}', w: ['x', 'y'] }],
  ['json_set("{a","a",1)', null],
  ['json_append(v,"n",1)', '{}', { v: '{}' }],
  ['json_append(v,"n",1)', '{"n":["s",1]}', { v: '{"n":"s"}' }],
  ['json_extend(v,"n","x","n",json_array(2))', '{"n":[1,"x",2]}', { v: '{"n":[1]}' }],
  ['json_delete(v,"a{0}","z")', '{"a":[2]}', { v: '{"a":[1,2]}' }],
  ['json_keys(v)', null, { v: '[1]' }],
  ['json_keys(v)', '["a"]', { v: '{"a":1,"a":2}' }],
  ['json_array_to_mv(json_keys(v))', ['a', 'b'], { v: '{"a":1,"b":2}' }],
  ['json_array_to_mv("[]")', null],
];

describe.each([
  ['text', text],
  ['multivalue', multivalue],
  ['mathematical', math],
  ['json', json],
])('%s functions', (_, cases) => {
  it.each(cases.map((one, i) => [`${i} ${one[0]}`, one] as const))('%s', (__, [expression, result, row, semantics]) => {
    expect(evaluate(expression, row, semantics)).toEqual(result);
  });
});

describe('bounds', () => {
  it('cuts an endless range off with a note', () => {
    const notes: string[] = [];
    expect(evaluate('mvrange(0,1000000000000)', {}, {}, notes)).toHaveLength(100_000);
    expect(notes).toHaveLength(1);
  });

  it('keeps decimals printable', () => {
    const notes: string[] = [];
    expect(evaluate('round(1,1000000000)', {}, {}, notes)).toHaveLength(102);
    expect(notes).toHaveLength(1);
  });

  it('compiles nested exact() in polynomial time', () => {
    const depth = 30;
    const expression = `${'exact(2*abs('.repeat(depth)}v${'))'.repeat(depth)}`;
    expect(evaluate(expression, { v: '0.5' })).toBe(String(2 ** (depth - 1)));
  });

  it('reads a long path without following it', () => {
    expect(evaluate('json_set("{}",p,1)', { p: 'a.'.repeat(10_000) })).toBe('{}');
  });
});
