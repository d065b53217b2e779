import fc from 'fast-check';

/** Values that engines are known to see differently: forms of numbers, letter case, signs of patterns and quoting, Unicode, times. */
const words = [
  'a',
  'A',
  'b',
  'B',
  'ab',
  'aB',
  'admin',
  '',
  ' ',
  ' a',
  'a b',
  'a\nb',
  'null',
  '-',
  'é',
  'É',
  'e\u0301',
  'ß',
  'İ',
  'Σς',
];
const signs = [
  '50%',
  '5_%',
  '*',
  'a*b',
  'a"b',
  "o'brien",
  'C:\\Temp\\a',
  '\\\\srv',
  'a,b,,c',
  'k=v',
  '[x]',
  '(x)',
  '😀',
  '𝒳y',
  'x.y',
  'a/b',
];
const numbers = [
  '0',
  '1',
  '2',
  '10',
  '9',
  '-1',
  '-0',
  '007',
  '1e3',
  '1.0',
  '0.5',
  '-2.5',
  '.5',
  '5.',
  '+7',
  ' 5',
  '0x1A',
  '1,000',
  '9007199254740993',
  '12345678901234567890',
  '1e-7',
  '1e400',
  'NaN',
];
const addresses = ['10.0.0.1', '10.0.0.25', '9.255.0.1', '192.168.1.9', '256.1.1.1', '1.2.3', '::1', '2001:db8::1'];
const times = [
  '1700000000',
  '1700000000.5',
  '1700003661',
  '0',
  '-86400.25',
  '1700000000',
  '2023-11-14',
  '2023-11-14T22:13:20Z',
  '01:02:03',
  '-40000000000.5',
  '-2208988801',
  '13569465600',
  '253402300800',
];
const json = ['{"a":1,"b":["x","y"]}', '{"a":"q","c":{"d":true}}', '[1,"a"]', '{"b":[{"n":"1"},{"n":"2"}]}'];

const one = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words.slice(0, 7)) },
  { weight: 2, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...signs) },
  { weight: 4, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom(...addresses) },
  { weight: 1, arbitrary: fc.constantFrom(...times) },
);
const several = fc.array(one, { minLength: 2, maxLength: 3 });
const value = fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: several });

/** A row as a case has it: a text, or the values of a field. */
export type Row = Readonly<Record<string, string | number | readonly string[]>>;

const epoch = fc.constantFrom(1700000000, 1700000000, 1700000060.5, 1700003600, 1699990000.123456, -5.5);
const raw = fc.constantFrom(
  'user=admin action=failed',
  'Login FAILED for A',
  'x-admin-y 10.0.0.1',
  '{"a":1,"b":["x","y"]}',
  '',
);

/** Events that share few values, so that groups, joins and ties come about. */
export const events: fc.Arbitrary<Row[]> = fc.array(
  fc.record(
    {
      _time: epoch,
      _raw: raw,
      host: fc.constantFrom('h1', 'H1', 'h2'),
      n: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...numbers) }, one),
      m: value,
      u: fc.constantFrom('amy', 'Amy', 'bob', "o'brien", ''),
      v: value,
      'a.b': value,
      j: fc.constantFrom(...json),
      ip: fc.constantFrom(...addresses),
      t: fc.constantFrom(...times),
    },
    { requiredKeys: [] },
  ),
  { minLength: 0, maxLength: 9 },
) as fc.Arbitrary<Row[]>;

const plain = fc.constantFrom('n', 'm', 'u', 'v', 'host', '_time', 'ip', 'zz', 'r', 's');
const field = fc.oneof({ weight: 8, arbitrary: plain }, fc.constantFrom('a.b'));
const target = fc.constantFrom('r', 's', 'v', 'n', 'u');
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
const inEval = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);
const list = <T>(arbitrary: fc.Arbitrary<T>, most = 3) => fc.array(arbitrary, { minLength: 1, maxLength: most });
const names = fc.uniqueArray(field, { minLength: 1, maxLength: 2 });

const searchValue = fc.oneof(
  one.map(quoted),
  one.map((text) => quoted(`${[...text][0] ?? ''}*`)),
  fc.constantFrom(
    'a*',
    '*a',
    '*',
    '"*b*"',
    '10.0.0.0/24',
    '1',
    '0',
    '-1',
    '1.0',
    'admin',
    '"C:\\\\Temp\\\\*"',
    '*\\\\a',
    'CASE(a)',
  ),
);
const comparison = fc.constantFrom('=', '=', '=', '!=', '<', '<=', '>', '>=');
const term: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(field, comparison, searchValue).map((parts) => parts.join('')) },
  {
    weight: 2,
    arbitrary: fc.tuple(field, list(searchValue)).map(([name, values]) => `${name} IN (${values.join(', ')})`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('admin', 'fail*', '"failed for"', 'TERM(action=failed)', '*', '"user=a*"', 'x'),
  },
);
const searchTerms = fc
  .array(fc.tuple(fc.constantFrom('', '', 'NOT ', 'OR '), term), { minLength: 1, maxLength: 3 })
  .map((terms) => terms.map(([sign, each], i) => (i === 0 && sign === 'OR ' ? each : `${sign}${each}`)).join(' '));

const literal = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('0', '1', '2.5', '10', '1.0', '-1') },
  { weight: 3, arbitrary: one.map(quoted) },
);
const operand: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: field.map(inEval) }, literal);
/** An eval expression that no literal makes wrong. */
const expression: fc.Arbitrary<string> = fc.oneof(
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
const rareCall = fc
  .tuple(fc.constantFrom(...rareCalls), field, field)
  .map(([call, a, b]) => call.replaceAll(/\bA\b/g, () => inEval(a)).replaceAll(/\bB\b/g, () => inEval(b)));
const condition: fc.Arbitrary<string> = fc.oneof(
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

const aggregation = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            'count',
            'dc',
            'sum',
            'avg',
            'min',
            'max',
            'range',
            'values',
            'list',
            'first',
            'last',
            'earliest',
            'latest',
            'stdev',
            'var',
            'median',
            'p90',
            'earliest_time',
            'latest_time',
            'sumsq',
            'stdevp',
          ),
          field,
        )
        .map(([name, of]) => `${name}(${of})`),
      fc.constant('count'),
      condition.map((each) => `count(eval(${each}))`),
      fc
        .tuple(fc.constantFrom('sum', 'values', 'dc', 'max'), expression)
        .map(([name, each]) => `${name}(eval(${each}))`),
    ),
    fc.constantFrom('r', 's', 'n', 'm'),
  )
  .map(([call, as]) => ({ text: `${call} as ${as}`, as }));
const aggregations = fc
  .uniqueArray(aggregation, { selector: ({ as }) => as, minLength: 1, maxLength: 3 })
  .map((all) => all.map(({ text }) => text).join(' '));
const by = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: names.map((all) => ` by ${all.join(' ')}`) },
);
const statistics = fc
  .tuple(aggregations, by)
  .filter(([all, keys]) => !keys.split(/\W+/).some((key) => key !== '' && key !== 'by' && all.includes(` as ${key}`)))
  .map((parts) => parts.join(''));

const sorted = fc
  .tuple(
    fc.constantFrom('', '0 ', '3 '),
    fc.uniqueArray(fc.tuple(fc.constantFrom('', '-'), field), {
      minLength: 1,
      maxLength: 2,
      selector: ([, name]) => name,
    }),
  )
  .map(([count, keys]) => `sort ${count}${keys.map((key) => key.join('')).join(' ')}`);

/** Commands as detections use them, by name. */
const commands: Readonly<Record<string, fc.Arbitrary<string>>> = {
  search: searchTerms.map((terms) => `search ${terms}`),
  where: condition.map((each) => `where ${each}`),
  eval: fc.tuple(target, expression).map(([name, each]) => `eval ${name}=${each}`),
  rareEval: fc.tuple(target, rareCall).map(([name, each]) => `eval ${name}=${each}`),
  evals: fc
    .array(fc.tuple(target, fc.oneof(rareCall, expression)), { minLength: 2, maxLength: 3 })
    .map((all) => `eval ${all.map((parts) => parts.join('=')).join(', ')}`),
  rareWhere: fc.tuple(rareCall, comparison, operand).map((parts) => `where ${parts.join('')}`),
  stats: statistics.map((each) => `stats ${each}`),
  eventstats: statistics.map((each) => `eventstats ${each}`),
  streamstats: fc
    .tuple(
      fc.constantFrom(
        '',
        'current=f ',
        'window=2 global=f ',
        'window=3 ',
        'current=f window=1 global=f ',
        'window=2 ',
        'current=f window=2 ',
        'reset_on_change=t ',
        'reset_before="("n>5")" ',
        'reset_after="("isnull(v)")" ',
        'reset_on_change=t window=2 ',
        'time_window=1h ',
      ),
      statistics,
    )
    .map(([options, each]) => `streamstats ${options}${each}`),
  top: fc
    .tuple(
      fc.constantFrom('top', 'rare'),
      fc.constantFrom('', 'limit=2 ', '1 ', 'showperc=f '),
      names,
      fc.constantFrom('', ' by host'),
    )
    .map((parts) => `${parts[0]} ${parts[1]}${parts[2].filter((name) => name !== 'host').join(' ') || 'u'}${parts[3]}`),
  dedup: fc
    .tuple(
      fc.constantFrom('', '2 '),
      names,
      fc.constantFrom('', ' keepempty=t', ' keepevents=t', ' consecutive=t', ' sortby -n'),
    )
    .map(([count, all, option]) => `dedup ${count}${all.join(' ')}${option}`),
  sort: sorted,
  head: fc.constantFrom('head 2', 'head 3', 'tail 2', 'reverse', 'head (n>0)'),
  bin: fc
    .tuple(fc.constantFrom('span=5m _time', 'span=1d _time', 'span=10 n', 'span=1h t', 'span=2 n as r'))
    .map(([each]) => `bin ${each}`),
  rename: fc.constantFrom(
    'rename v as w',
    'rename n as v',
    'rename v as n, n as v',
    'rename a.* as *',
    'rename * as x_*',
    'rename zz as v',
    'rename m* as q*',
  ),
  rex: fc.constantFrom(
    'rex field=v "(?<r>[a-z]+)"',
    'rex field=m max_match=0 "(?<r>\\\\w)"',
    'rex "user=(?<u>\\\\w+)"',
    'rex field=v "^(?<p>[^\\\\\\\\]+)\\\\\\\\(?<q>.*)$"',
    'rex field=ip "(?<r>\\\\d+)\\\\.(?<s>\\\\d+)"',
    'rex field=v "(?<r>a)?b"',
    'rex field=v "(?<r>a*)"',
    'rex mode=sed field=v "s/a/<&>/g"',
    'rex mode=sed field=m "s/(\\w)(\\w)/\\2\\1/"',
    'rex mode=sed field=v "y/ab%/XYé/"',
  ),
  regex: fc.constantFrom('regex v="a"', 'regex v!="^a"', 'regex _raw="(?i)FAILED"', 'regex zz!="x"', 'regex m="\\\\d"'),
  fillnull: fc.constantFrom(
    'fillnull',
    'fillnull value="x"',
    'fillnull value=0 v',
    'fillnull value="-" zz u',
    'filldown v',
    'filldown',
  ),
  fields: fc.constantFrom(
    'fields v n',
    'fields - v',
    'fields v*',
    'table v n zz',
    'table *',
    'fields - _*',
    'table _time u',
    'fields a*',
  ),
  multivalues: fc.constantFrom(
    'mvexpand m',
    'mvexpand v limit=1',
    'mvexpand zz',
    'makemv delim="," v',
    'makemv delim="," allowempty=t v',
    'makemv tokenizer="(\\\\w)" v',
    'makemv v',
    'nomv m',
    'mvcombine m',
    'mvcombine delim="," v',
  ),
  spath: fc.constantFrom(
    'spath input=j path=a',
    'spath input=j path=b{}',
    'spath input=j path=b{}.n output=r',
    'spath input=j',
    'spath input=j output=v path=c',
    'fromjson j',
  ),
  convert: fc.constantFrom(
    'convert ctime(n)',
    'convert timeformat="%Y" ctime(t) as r',
    'convert mktime(t) timeformat="%Y-%m-%d"',
    'convert rmcomma(v)',
    'convert auto(n)',
    'convert num(v)',
    'convert dur2sec(t)',
    'convert rmunit(v)',
    'convert memk(n)',
    'convert auto(t)',
    'convert auto(m)',
    'convert mstime(t)',
    'convert num(v) rmunit(m)',
  ),
  replace: fc.constantFrom(
    'replace a with X in v',
    'replace "a*" with "<*>" in v m',
    'replace "*" with "x" in u',
    'replace "*b" with "b*" "a" with "q"',
    'replace "" with "empty" in u',
  ),
  lookup: fc.constantFrom(
    'lookup users u OUTPUT team',
    'lookup users u AS v OUTPUT team AS r',
    'lookup users u OUTPUTNEW team AS v',
    'lookup users u',
    'lookup globs v OUTPUT kind',
    'lookup globs v AS m OUTPUT kind',
    'lookup nets ip OUTPUT zone',
    'lookup folded u OUTPUT team',
  ),
  join: fc.constantFrom(
    'join u [| inputlookup users]',
    'join type=left u [| inputlookup users]',
    'join type=left max=0 u [| inputlookup users | rename team as v]',
    'join type=outer overwrite=f u [| inputlookup users | eval v="L"]',
    'join host [search n>0 | stats count as r by host]',
  ),
  append: fc.constantFrom(
    'append [| inputlookup users]',
    'append [search u=amy | stats count]',
    'appendpipe [stats count as n]',
    'appendpipe [where n>1]',
    'appendcols [| inputlookup users | fields team]',
    'append [| makeresults | eval v="z"]',
  ),
  subsearch: fc.constantFrom(
    'search [| inputlookup users | fields u]',
    'search NOT [| inputlookup users | fields u]',
    'search [search n>0 | fields u host]',
    'where n > [| makeresults | eval x=1 | return $x]',
    'search [search n>0 | return 3 u host]',
    'search NOT [| inputlookup users | return 2 u=team]',
  ),
  chart: fc
    .tuple(
      fc.constantFrom(
        'chart',
        'timechart span=1h',
        'timechart span=1d cont=f',
        'timechart',
        'timechart bins=5',
        'timechart span=1mon',
        'timechart partial=f span=10m',
        'search earliest=1699990000 latest=1700003601 | timechart span=1h',
        'search earliest=1699900000 latest=1700103601 | timechart partial=f',
      ),
      fc.constantFrom('', 'limit=2 ', 'useother=f limit=1 ', 'limit=0 '),
      fc.constantFrom(
        'count',
        'sum(n) as r',
        'max(v) as r',
        'values(u) as r',
        'count avg(n) as r',
        'dc(v) as r',
        'count(m) as r',
        'eval(sum(n)/count) as r',
      ),
      field,
      field,
      fc.constantFrom('', ' usenull=f', ' span=10', ' where count > 1', ' where sum in top2'),
    )
    .map(([command, limit, calls, row, column, option]) =>
      !command.includes('timechart')
        ? `chart ${limit}${calls} over ${row}${option === ' span=10' ? option : ''}${column === row ? '' : ` by ${column}${option === ' span=10' ? '' : option}`}`
        : `${command} ${limit}${calls}${column === '_time' ? '' : ` by ${column}${option}`}`,
    ),
  transaction: fc.constantFrom(
    'transaction u',
    'transaction u maxspan=1h',
    'transaction u host maxpause=1m',
    'transaction maxevents=2',
    'transaction host startswith="user=admin"',
    'transaction host endswith="FAILED" maxspan=2h',
    'transaction host startswith=(n>0) endswith=(isnull(v)) keepevicted=t',
    'table _time u v | transaction u mvlist=t maxpause=1h',
  ),
  rare: fc.constantFrom(
    'stats values(*) as * by u',
    'stats latest(*) as * count by host',
    'stats max(v*) as hi_* dc(*) as n_* by u',
    'stats sum(*) as total_* by _time',
    'fields u n t v | stats avg(*) as a_* values(u) as u',
    'stats first(*) as first_* last(m*) as *_last by host',
    'addtotals fieldname=r n* t*',
    'stats count dc(*) as d_* by host',
    'stats dedup_splitvals=t count by m v',
    'stats list(v) as l values(m) as w first(n) as f by u',
    'stats earliest(v) as e latest(v) as l count(eval(n>1)) as c by host',
    'stats avg(eval(if(isnum(n),n,null()))) as a p75(n) as p perc99(n) as q by u',
    'stats sum(eval(round(n,2))) as s max(eval(len(v))) as x',
    'stats count by _time span=1h',
    'stats min(v) as lo max(v) as hi range(n) as r by host | eval d=hi-lo',
    'eventstats values(v) as all dc(m) as d by u',
    'eventstats max(n) as top by host | where n=top',
    'streamstats count as i sum(n) as s by u host',
    'streamstats window=3 values(v) as w avg(n) as a',
    'streamstats current=f last(v) as before first(n) as f',
    'streamstats time_window=1h count as c by host',
    'streamstats dc(v) as d list(u) as l by host',
    'rex field=v max_match=2 "(?<r>[a-z0-9])"',
    'rex field=m "(?<r>.)(?<s>.)?$"',
    'rex field=v "(?i)(?<r>A|B|\\d+)"',
    'rex field=_raw "(?<k>\\w+)=(?<w>\\w+)"',
    'mvexpand m | stats count by m',
    'makemv delim="a" allowempty=t m | eval c=mvcount(m)',
    'makemv tokenizer="([^,]+),?" v',
    "foreach u v [eval <<FIELD>>=lower('<<FIELD>>')]",
    "foreach n t [eval r=coalesce(r,0)+'<<FIELD>>']",
    'lookup users u n OUTPUT team AS r',
    'lookup users team AS v OUTPUT u AS r n AS s',
    'lookup folded u AS v OUTPUTNEW team AS r',
    'lookup globs v AS u OUTPUT kind AS r | stats count by r',
    'inputlookup append=t users where team=red',
    'inputlookup append=t start=1 max=1 users',
    'join type=left left=L right=R where L.u=R.u [| inputlookup users]',
    'join type=inner max=0 u n [| inputlookup users]',
    'append [search v=a | eval r="sub" | head 1]',
    'append [| inputlookup users | stats count by team]',
    'union [| inputlookup users] [| makeresults count=2]',
    'appendpipe [stats sum(n) as n by u | eval v="sum"]',
    'search NOT [search n>0 | stats count by u | fields u]',
    'search u IN (amy, "o*") NOT v=a*',
    'search (n>=0 AND n<10) OR (NOT m=* AND v=*)',
    'search "a.b"=*a* OR _raw=*admin*',
    'where in(u,"amy","bob") AND NOT isnull(v)',
    'where like(v,"%a_") OR match(m,"^\\S+$")',
    'bin bins=3 n',
    'bin span=1mon _time',
    'bin span=5 n as r | stats count by r',
    'bin _time span=7m aligntime=100',
    'sort 0 num(n) -str(v)',
    'sort 0 ip(ip)',
    'sort 0 -_time u',
    'sort 2 -num(n) d',
    'rangemap field=n low=0-1 high=2-10.5 default=none',
    'fieldformat n=tostring(n,"commas")',
    'rename u as a.b, v as u',
    'rename "a.*" as "b.*" | table b.*',
    'fields - m*, n | fillnull value=- v',
    'fillnull value=0 n | eval r=n+1',
    'eval x=if(n>1,v,null()) | stats count(x) as c values(x) as x by host',
    'dedup 2 host sortby -n, +v',
    'top 2 u v by host',
    'rare limit=1 m',
    'top showcount=f percentfield=p v',
    'head 3 | reverse | tail 2',
    'convert num(n) as r auto(v)',
    'convert timeformat="%H" ctime(_time) as h',
    'replace "a*" with "b" in u v | search u=b',
    'accum n | delta n as d p=2',
    'autoregress v as w p=1-2',
    'addtotals fieldname=sum n t | where sum>1',
    'strcat allrequired=t u "/" v r',
    'spath input=j path=a output=r | where r=1',
    'table _time host u | sort u | dedup u',
    'regex v="^[^a]*$" | eval k=md5(v)',
    'makeresults | eval v="q"',
    'multisearch [search v=a] [search v=b]',
    'mvcombine delim="," m',
    'nomv m | eval r=len(m)',
  ),
  tables: fc.constantFrom(
    'chart count by u',
    'chart count over u by host',
    'chart sum(n) by host',
    'timechart span=1h count',
    'chart max(n) as r over host',
    'xyseries u host n',
    'xyseries n v u',
    'xyseries host u n v sep="-"',
    'transpose',
    'transpose 2',
    'transpose 0 column_name=c header_field=u',
    'transpose include_empty=f',
    'untable u f x',
    'table u n v | untable u f x',
    'stats count sum(n) as s by u host | untable u f x',
    'table u n v | transpose 3 column_name=f',
    'chart count over u by host | addcoltotals',
    'chart count over u by host | untable u host n | sort u host',
    'addcoltotals labelfield=u label=all n m',
    'addtotals col=t row=f n',
    'table u host v | mvcombine v',
    'stats values(v) as v by u host | mvcombine host',
    'addtotals',
    'addtotals n t',
    'delta n as r',
    'accum n as r',
    'autoregress n',
    'strcat u "-" host r',
    'rangemap field=n low=0-5 default=none',
    'uniq',
    'addcoltotals n',
  ),
};

/** The commands by name, for a look at one of them. */
export const searchCommands = commands;

/** A search of a few commands. */
export const searches: fc.Arbitrary<readonly string[]> = fc.array(fc.oneof(...Object.values(commands)), {
  minLength: 1,
  maxLength: 4,
});

const processFields = ['process', 'user', 'dest', 'process_id', 'process_name', 'parent_process'];
/** Rows of a data set, with the fields of its model. */
export const processes: fc.Arbitrary<Row[]> = fc.array(
  fc.record(
    {
      _time: epoch,
      process: fc.oneof(
        fc.constantFrom('cmd.exe /c whoami', 'C:\\Temp\\a.exe -x "y z"', 'powershell -enc AAA=', '50%_x'),
        one,
      ),
      user: value,
      dest: fc.constantFrom('h1', 'H1', 'h2', 'unknown'),
      process_id: fc.constantFrom('4', '100', '0x1A', '9', ''),
      process_name: fc.constantFrom('cmd.exe', 'CMD.EXE', 'powershell.exe', 'a.exe'),
      parent_process: value,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 8 },
) as fc.Arbitrary<Row[]>;

const processField = fc.constantFrom(...processFields).map((name) => `Processes.${name}`);
const processTerm = fc.oneof(
  fc.tuple(processField, comparison, searchValue).map((parts) => parts.join('')),
  fc.tuple(processField, list(searchValue)).map(([name, values]) => `${name} IN (${values.join(', ')})`),
  fc.constantFrom(
    'Processes.process="*\\\\temp\\\\*"',
    'Processes.process_name=cmd.exe',
    'Processes.process="*/c*"',
    'host=h1',
  ),
);
const processAggregation = fc.oneof(
  fc.constant('count'),
  fc.constantFrom(
    'min(_time) as firstTime',
    'max(_time) as lastTime',
    'earliest(_time) as e',
    'dc(Processes.user) as users',
  ),
  fc
    .tuple(
      fc.constantFrom('values', 'latest', 'min', 'max', 'count', 'sum', 'first'),
      processField,
      fc.constantFrom('r', 's', 'Processes.x'),
    )
    .map(([name, of, as]) => `${name}(${of}) as ${as}`),
);
const asOf = (text: string): string => / as (\S+)$/.exec(text)?.[1] ?? text;

/** Searches as most detections are: `tstats` over a data model, the names without its prefix, times as texts. */
export const tstatsSearches: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.constantFrom('', 'summariesonly=false allow_old_summaries=true fillnull_value=null '),
    fc.uniqueArray(processAggregation, { selector: asOf, minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom('', 'NOT ', 'OR '), processTerm), { maxLength: 3 }),
    fc.uniqueArray(fc.oneof(processField, fc.constantFrom('_time span=1h', '_time span=1d', '_time')), {
      selector: (text) => text.split(' ')[0],
      maxLength: 3,
    }),
    fc.subarray([
      'rename "Processes.*" as *',
      'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime)',
      'where count > 1',
      'search user=a*',
    ]),
  )
  .map(([options, calls, terms, by, more]) => {
    const where = terms.map(([sign, each], i) => (i === 0 && sign === 'OR ' ? each : `${sign}${each}`)).join(' ');
    return [
      `| tstats ${options}${calls.join(' ')} from datamodel=Endpoint.Processes${where === '' ? '' : ` where ${where}`}${by.length === 0 ? '' : ` by ${by.join(' ')}`}`,
      ...more,
    ];
  });

/** The lookups that the searches name. */
export const lookups = {
  users: [
    { u: 'amy', team: 'red', n: '1' },
    { u: 'amy', team: 'blue', n: '2' },
    { u: 'bob', team: '', n: '10' },
    { u: "o'brien", team: 'red', n: '' },
  ],
  globs: [
    { v: 'a*', kind: 'starts' },
    { v: '*b', kind: 'ends' },
    { v: '50%', kind: 'percent' },
    { v: 'C:\\Temp\\*', kind: 'temp' },
  ],
  nets: [
    { ip: '10.0.0.0/24', zone: 'lab' },
    { ip: '0.0.0.0/0', zone: 'all' },
  ],
  folded: [
    { u: 'AMY', team: 'caps' },
    { u: 'BOB', team: 'caps' },
  ],
} as const;
export const lookupDefinitions = {
  globs: { filename: 'globs', match_type: 'WILDCARD(v)', max_matches: 1 },
  nets: { filename: 'nets', match_type: 'CIDR(ip)', min_matches: 1, default_match: 'none' },
  folded: { filename: 'folded', case_sensitive_match: false, min_matches: 1, default_match: 'none' },
} as const;
