import { perSecond, type SchemaAccess } from '../../mapping/access.js';
import { name, text } from './literals.js';

export const access: SchemaAccess = {
  table: (names) => names.map(name).join('.'),
  // In brackets, as a dot after a column could also mean the column of a table of that name.
  member: (struct, member) => `${struct}[${text(member)}]`,
  item: (list, index) => `${list}[${index + 1}]`,
  entry: (map, key) => `${map}[${text(key)}]`,
  mapOfLists: (map, variable) =>
    `map_from_entries(list_transform(map_entries(${map}), lambda ${variable}: {'key': ${variable}.key, 'value': [CAST(${variable}.value AS VARCHAR)]}))`,
  text: (value) => `CAST(${value} AS VARCHAR)`,
  number: (value) => `TRY_CAST(${value} AS DOUBLE)`,
  address: (value) => `regexp_replace(CAST(${value} AS VARCHAR), '^(?i:::ffff:)([0-9]+[.][0-9.]+)$', '\\1')`,
  afterLast: (value, separator) => `split_part(${value}, ${text(separator)}, -1)`,
  hex: (value, digits) => {
    const written = `to_hex(CAST(${value} AS BIGINT))`;
    const padded = `CASE WHEN length(${written}) < ${digits} THEN lpad(${written}, ${digits}, '0') ELSE ${written} END`;
    return `CASE WHEN regexp_full_match(${value}, '[0-9]{1,18}') THEN '0x' || lower(${padded}) ELSE ${value} END`;
  },
  seconds(value, unit) {
    switch (unit) {
      case 'seconds':
        return `TRY_CAST(${value} AS DOUBLE)`;
      case 'milliseconds':
      case 'microseconds':
      case 'nanoseconds':
        return `(TRY_CAST(${value} AS DOUBLE) / ${perSecond[unit]})`;
      case 'timestamp':
      case 'timestamptz':
        return `epoch(${value})`;
      case 'iso':
        return `epoch(TRY_CAST(${value} AS TIMESTAMPTZ))`;
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
        return `make_timestamp(CAST((${seconds}) * 1000000 AS BIGINT))`;
      case 'timestamptz':
        return `to_timestamp(${seconds})`;
      case 'iso':
        return undefined;
    }
  },
};
