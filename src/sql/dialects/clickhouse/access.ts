import { perSecond, type SchemaAccess } from '../../mapping/access.js';
import { name, text } from './literals.js';

const asText = (value: string): string => `CAST(${value} AS Nullable(String))`;

export const access: SchemaAccess = {
  table: (names) => names.map(name).join('.'),
  member: (struct, member) => `tupleElement(${struct}, ${text(member)})`,
  item: (list, index) => `arrayElementOrNull(${list}, ${index + 1})`,
  entry: (map, key) => `if(mapContains(${map}, ${text(key)}), ${map}[${text(key)}], NULL)`,
  mapOfLists: (map, variable) =>
    `mapApply((key, ${variable}) -> (key, arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), [${asText(variable)}]))), ${map})`,
  text: asText,
  number: (value) => `toFloat64OrNull(${asText(value)})`,
  address: (value) => `replaceRegexpOne(${asText(value)}, '^(?i:::ffff:)([0-9]+[.][0-9.]+)$', '\\\\1')`,
  afterLast: (value, separator) =>
    `if(isNull(${value}), NULL, arrayElement(splitByString(${text(separator)}, ifNull(${value}, '')), -1))`,
  hex: (value, digits) => {
    const written = `replaceRegexpOne(lower(hex(toUInt64OrZero(ifNull(${value}, '')))), '^0+', '')`;
    const padded = `if(length(${written}) < ${digits}, leftPad(${written}, ${digits}, '0'), ${written})`;
    return `if(match(ifNull(${value}, ''), '^[0-9]{1,18}$'), concat('0x', ${padded}), ${value})`;
  },
  seconds(value, unit) {
    switch (unit) {
      case 'seconds':
        return `toFloat64OrNull(${asText(value)})`;
      case 'milliseconds':
      case 'microseconds':
      case 'nanoseconds':
        return `(toFloat64OrNull(${asText(value)}) / ${perSecond[unit]})`;
      case 'timestamp':
      case 'timestamptz':
        return `(toUnixTimestamp64Micro(toDateTime64(${value}, 6, 'UTC')) / 1000000)`;
      case 'iso':
        return `(toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(${asText(value)}, 6, 'UTC')) / 1000000)`;
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
        return `fromUnixTimestamp64Micro(toInt64(round((${seconds}) * 1000000)), 'UTC')`;
      case 'iso':
        return undefined;
    }
  },
};
