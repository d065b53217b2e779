import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { ExtractMethod } from '../../plan/nodes/row.js';
import { scalarText } from '../../values/coerce.js';
import { type Cidr, cidrContains, parseCidr, parseIp } from '../../values/ip.js';
import { multivalue, type Scalar, valuesOf } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import type { GeoRecord } from '../geo-source.js';
import type { RowExtraction } from './row-extraction.js';

/** Networks that no database knows. */
const internal: readonly Cidr[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map((text) => parseCidr(text)!);

function isPublic(text: string): boolean {
  return parseIp(text) !== null && !internal.some((network) => cidrContains(network, text));
}

type Column = readonly [name: string, read: (record: GeoRecord) => Scalar | undefined];

const columns: readonly Column[] = [
  ['City', (record) => record.city],
  ['Country', (record) => record.country],
  ['Region', (record) => record.region],
  ['lat', (record) => record.latitude],
  ['lon', (record) => record.longitude],
];

const furtherColumns: readonly Column[] = [
  ['Continent', (record) => record.continent],
  ['MetroCode', (record) => record.metroCode],
  ['Timezone', (record) => record.timeZone],
];

const warned = new WeakSet<ExecContext>();

function missingDatabase(context: ExecContext): void {
  if (warned.has(context)) return;
  warned.add(context);
  context.report(diagnostic('no-geo-database', {}));
}

/** `iplocation`: where the addresses of a field are; unknown ones add nothing (spl-commands 7.6). */
export function compileIplocation(method: ExtractMethod & { name: 'iplocation' }): RowExtraction {
  const { field, prefix, language = 'en' } = method;
  const wanted = (method.allFields ? [...columns, ...furtherColumns] : columns).map(
    ([name, read]) => [prefix + name, read] as const,
  );
  return (event, context) => {
    const value = event.get(field);
    if (value === null) return;
    const addresses = valuesOf(value).map(scalarText).filter(isPublic);
    if (addresses.length === 0) return;
    const { geo } = context;
    if (geo === undefined) {
      missingDatabase(context);
      return;
    }
    const records = addresses.flatMap((address) => geo.lookup(address, language) ?? []);
    if (records.length === 0) return;
    for (const [name, read] of wanted) event.set(name, multivalue(records.map((record) => read(record) ?? '')));
  };
}
