import type { SchemaAccess } from '../../mapping/access.js';
import type { TimeUnit } from '../../mapping/mapping.js';
import { name, text } from './literals.js';

const perSecond: Readonly<Partial<Record<TimeUnit, string>>> = {
  milliseconds: '1000',
  microseconds: '1000000',
  nanoseconds: '1000000000',
};

const number = (value: string): string => `toFloat64OrNull(toString(${value}))`;
const instant = (value: string): string =>
  `toFloat64(toUnixTimestamp64Micro(toDateTime64(${value}, 6, 'UTC'))) / 1000000`;

/**
 * Tables of ClickHouse: structs are named tuples, and as a column is seldom Nullable there, an empty text stands for one that is
 * missing.
 */
export const access: SchemaAccess = {
  table: (names) => names.map(name).join('.'),
  member: (struct, member) => `tupleElement(${struct}, ${text(member)})`,
  item: (list, index) => `${list}[${index + 1}]`,
  entry: (map, key) => `if(mapContains(${map}, ${text(key)}), ${map}[${text(key)}], NULL)`,
  mapOfLists: (map, variable) =>
    `mapApply((k_${variable}, ${variable}) -> (k_${variable}, [toString(${variable})]), ${map})`,
  text: (value) => `nullIf(toString(${value}), '')`,
  number,
  address: (value) => `nullIf(replaceRegexpOne(toString(${value}), '^(?i:::ffff:)([0-9]+[.][0-9.]+)$', '\\\\1'), '')`,
  afterLast: (value, separator) => `arrayElement(splitByString(${text(separator)}, assumeNotNull(${value})), -1)`,
  hex: (value, digits) => {
    const written = `lower(hex(toUInt64OrZero(assumeNotNull(${value}))))`;
    // hex() pads to whole bytes.
    const bare = `replaceRegexpOne(${written}, '^0+(.)', '\\\\1')`;
    const padded = `if(length(${bare}) < ${digits}, leftPad(${bare}, ${digits}, '0'), ${bare})`;
    return `if(match(${value}, '^[0-9]{1,18}$'), concat('0x', ${padded}), ${value})`;
  },
  seconds(value, unit) {
    switch (unit) {
      case 'seconds':
        return number(value);
      case 'milliseconds':
      case 'microseconds':
      case 'nanoseconds':
        return `(${number(value)} / ${perSecond[unit]})`;
      case 'timestamp':
      case 'timestamptz':
        return `(${instant(value)})`;
      case 'iso':
        return `(toFloat64(toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(toString(${value}), 6, 'UTC'))) / 1000000)`;
    }
  },
  moment(seconds, unit) {
    switch (unit) {
      case 'seconds':
        return seconds;
      case 'milliseconds':
      case 'microseconds':
      case 'nanoseconds':
        return `(${seconds}) * ${perSecond[unit]}`;
      case 'timestamp':
      case 'timestamptz':
        return `fromUnixTimestamp64Micro(toInt64((${seconds}) * 1000000), 'UTC')`;
      case 'iso':
        return undefined;
    }
  },
};
