import fc from 'fast-check';
import { comparison, field, inEval, list, quoted } from './fields.js';
import { one } from './rows.js';

const literal = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('0', '1', '2.5', '10', '1.0', '-1') },
  { weight: 3, arbitrary: one.map(quoted) },
);
export const operand: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: field.map(inEval) }, literal);
/** An eval expression that no literal makes wrong. */
export const expression: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: operand },
  fc
    .tuple(
      field.map(inEval),
      fc.constantFrom('+', '-', '*', '/', '.', '%'),
      fc.oneof(field.map(inEval), fc.constantFrom('2', '0.5', '10')),
    )
    .map(([a, sign, b]) => (sign === '.' ? `${a} . ${b}` : `${a}${sign}${b}`)),
  fc
    .tuple(
      fc.constantFrom(
        'lower',
        'upper',
        'len',
        'trim',
        'mvcount',
        'mvdedup',
        'mvsort',
        'tostring',
        'tonumber',
        'floor',
        'round',
        'md5',
        'urldecode',
      ),
      field,
    )
    .map(([name, of]) => `${name}(${inEval(of)})`),
  fc.tuple(field, field, field).map(([a, b, c]) => `if(${inEval(a)}=${inEval(b)},${inEval(c)},"else")`),
  fc.tuple(field, literal, operand).map(([a, b, c]) => `case(${inEval(a)}=${b},${c},isnull(${inEval(a)}),"none")`),
  fc.tuple(field, operand).map(([a, b]) => `coalesce(${inEval(a)},${b})`),
  fc.tuple(field, field).map(([a, b]) => `mvappend(${inEval(a)},${inEval(b)})`),
  fc
    .tuple(field, fc.constantFrom('0', '1', '-1', '0,1', '-2,-1', '1,9'))
    .map(([a, at]) => `mvindex(${inEval(a)},${at})`),
  fc.tuple(field, fc.constantFrom('","', '" "', '"a"', '"\\\\"')).map(([a, by]) => `split(${inEval(a)},${by})`),
  fc.tuple(field, fc.constantFrom('1,1', '2', '-2', '1,3', '-3,2')).map(([a, at]) => `substr(${inEval(a)},${at})`),
  fc
    .tuple(
      field,
      fc.constantFrom('"a"', '"[aA]"', '"\\\\d+"', '"(\\\\w)(\\\\w)"'),
      fc.constantFrom('"-"', '""', '"<\\\\1>"'),
    )
    .map(
      ([a, pattern, by]) =>
        `replace(${inEval(a)},${pattern},${by.includes('1') && !pattern.includes('(') ? '"x"' : by})`,
    ),
  fc
    .tuple(
      fc.constantFrom(
        '"%d"',
        '"%05d|"',
        '"%-6s|"',
        '"%+.2f"',
        '"%08.3f"',
        '"%.3s-%%"',
        '"% d"',
        '"%\'d"',
        '"%6.1f"',
        '"a%5sb"',
      ),
      field,
    )
    .map(([format, a]) => `printf(${format},${inEval(a)})`),
  fc
    .tuple(field, field, operand)
    .map(([a, b, c]) => `json_object("a",lower(${inEval(a)}),"b.\\"",${c},"c",${inEval(b)})`),
  fc
    .tuple(field, field)
    .map(([a, b]) => `json_array(upper(${inEval(a)}),len(${inEval(b)}),null(),true(),1.50,json_array("x"))`),
  field.map((a) => `mv_to_json_array(${inEval(a)})`),
  field.map((a) => `strftime(${inEval(a)},"%Y-%m-%dT%H:%M:%S.%3N")`),
  field.map((a) => `relative_time(${inEval(a)},"-1d@d")`),
  field.map((a) => `strptime(${inEval(a)},"%Y-%m-%d")`),
  fc.tuple(field, field).map(([a, b]) => `max(${inEval(a)},${inEval(b)})`),
  fc.tuple(field, fc.constantFrom('"a"', '1')).map(([a, b]) => `mvfilter(${inEval(a)}!=${b})`),
  field.map((a) => `mvmap(${inEval(a)},${inEval(a)}."x")`),
);
/** Calls that most searches do not make; `A` and `B` stand for fields. */
const rareCalls = [
  'abs(A)',
  'ceiling(A)',
  'sqrt(A)',
  'ln(A)',
  'log(A,2)',
  'pow(A,2)',
  'round(A,2)',
  'round(A*B,1)',
  'exact(A*1.10)',
  'A*B+0.10',
  '(A*B) . "x"',
  '(A/B) . "|"',
  '(A*1.50) . "x"',
  'len(A*2.0)',
  '(A+B)/3',
  'A-(B-1)',
  '-A',
  'round(A,2)-B',
  'tonumber(A,16)',
  'tonumber(A,2)',
  'tostring(A,"hex")',
  'tostring(A,"commas")',
  'tostring(A,"duration")',
  'tostring(A,"binary")',
  'tostring(A=B)',
  'min(A,B,5)',
  'avg(A,B)',
  'sum(A,B)',
  'mvzip(A,B)',
  'mvzip(A,B,"|")',
  'mvfind(A,"a")',
  'mvrange(0,A)',
  'mvrange(A,B,2)',
  'mvrange(1,9,A)',
  'mvjoin(A,",")',
  'mvjoin(A,B)',
  'mvreverse(A)',
  'mvindex(A,B)',
  'mvsort(mvappend(A,B,"x"))',
  'mvdedup(split(A . "," . B,","))',
  'mvfilter(match(A,"a") OR A="1")',
  'mvmap(A,if(A="a",null(),upper(A)))',
  'mvcount(split(A,"a"))',
  'nullif(A,B)',
  'validate(isnum(A),"no number",isnull(B),"b")',
  'typeof(A)',
  'typeof(A+B)',
  'ltrim(A,"a ")',
  'rtrim(A,"b")',
  'trim(A,"aA0")',
  'sha1(A)',
  'sha256(A . B)',
  'ipmask("255.255.0.0",A)',
  'json_extract(j,"a")',
  'json_extract(j,"b{}.n")',
  'json_keys(j)',
  'json_array_to_mv(j)',
  'spath(j,"b{0}")',
  'strftime(A,"%d/%b/%y %I:%M %p %a %j")',
  'strftime(A,"%s|%V|%U")',
  'relative_time(A,"+1mon@mon")',
  'relative_time(A,"@w1")',
  'relative_time(A,"-1y@q")',
  'strptime(A,"%Y-%m-%dT%H:%M:%SZ")',
  'strptime(A,"%H:%M:%S")',
  'strptime(A,"%s")',
  'strftime(strptime(A,"%Y-%m-%d"),"%A")',
  'bit_and(A,3)',
  'bit_xor(A,B)',
  'bit_shift_left(A,2)',
  'replace(A,"^.","X")',
  'replace(A,"(?i)A(.?)","\\\\1")',
  'replace(A,"[^a-z]","")',
  'substr(A,0,2)',
  'substr(A,2,-1)',
  'len(A . B)',
  'lower(A) . upper(B)',
  'if(match(A,B),1,0)',
  'if(like(A,B),"l","n")',
  'if(in(A,"a",B),"in","out")',
  'if(A>B AND NOT A=1 OR isnull(B),"t","f")',
  'if(A=B XOR isnull(A),A,B)',
  'if(searchmatch("v=a* OR n>1"),"m","-")',
  'case(A<B,1,A=B,"2",true(),A)',
  'case(len(A)>2,len(A),1=1,A)',
  'coalesce(null(),A,B)',
  'if(cidrmatch(A,"10.0.0.1"),"c",B)',
  'if(isint(A),"i",if(isstr(A),"s",if(isnum(A),"n","?")))',
  'urldecode("%41" . A)',
  'A % B',
  'A . B . 1.50',
  'A + B',
  'A + "x"',
  'floor(A/B)',
  'exp(A)',
  'atan2(A,B)',
  'sin(A)',
];
export const rareCall = fc
  .tuple(fc.constantFrom(...rareCalls), field, field)
  .map(([call, a, b]) => call.replaceAll(/\bA\b/g, () => inEval(a)).replaceAll(/\bB\b/g, () => inEval(b)));
/** Calls inside of each other. */
export const nestedCall = fc
  .tuple(fc.array(fc.constantFrom(...rareCalls), { minLength: 2, maxLength: 4 }), field, field)
  .map(([calls, a, b]) =>
    calls.reduce(
      (inner, call) =>
        call
          .replaceAll(/\bB\b/g, () => inEval(b))
          .replaceAll(/\bA\b/g, () => (/^mv(?:filter|map)/.test(call) ? inEval(a) : `(${inner})`)),
      inEval(a),
    ),
  );
export const condition: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(field, comparison, operand).map(([a, sign, b]) => `${inEval(a)}${sign}${b}`),
  field.map((a) => `isnull(${inEval(a)})`),
  fc.tuple(field, list(literal)).map(([a, items]) => `${inEval(a)} IN (${items.join(',')})`),
  fc
    .tuple(field, fc.constantFrom('"a%"', '"%b%"', '"_"', '"50\\%"'))
    .map(([a, pattern]) => `like(${inEval(a)},${pattern})`),
  fc
    .tuple(field, fc.constantFrom('"^a"', '"(?i)A"', '"\\\\d"', '"^$"'))
    .map(([a, pattern]) => `match(${inEval(a)},${pattern})`),
  field.map((a) => `cidrmatch("10.0.0.0/24",${inEval(a)})`),
  fc.tuple(field, field).map(([a, b]) => `NOT ${inEval(a)}=${inEval(b)}`),
  field.map((a) => `isnum(${inEval(a)}) OR mvcount(${inEval(a)})>1`),
);
