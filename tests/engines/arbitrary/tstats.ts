import fc from 'fast-check';
import { comparison, list } from './fields.js';
import { epoch, one, type Row, value } from './rows.js';
import { searchValue } from './search-terms.js';

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
