import fc from 'fast-check';
import { condition, expression, nestedCall, operand, rareCall } from './expressions.js';
import { comparison, field, names, target } from './fields.js';
import { rare, tables } from './pipelines.js';
import { searchTerms } from './search-terms.js';
import { statistics } from './statistics.js';

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

/** Commands as detections use them, by name, for a look at one of them. */
export const searchCommands: Readonly<Record<string, fc.Arbitrary<string>>> = {
  search: searchTerms.map((terms) => `search ${terms}`),
  where: condition.map((each) => `where ${each}`),
  eval: fc.tuple(target, expression).map(([name, each]) => `eval ${name}=${each}`),
  rareEval: fc.tuple(target, rareCall).map(([name, each]) => `eval ${name}=${each}`),
  nestedEval: fc.tuple(target, nestedCall).map(([name, each]) => `eval ${name}=${each}`),
  nestedWhere: fc.tuple(nestedCall, comparison, operand).map((parts) => `where ${parts.join('')}`),
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
  rare,
  tables,
};

/** A search of a few commands. */
export const searches: fc.Arbitrary<readonly string[]> = fc.array(fc.oneof(...Object.values(searchCommands)), {
  minLength: 1,
  maxLength: 4,
});
