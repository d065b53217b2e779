/** An identifier in quotes, as ClickHouse reads it. */
export const clickHouseName = (identifier: string): string =>
  `\`${identifier.replace(/[\\`]/g, '\\$&').replaceAll('\0', '\\0')}\``;

/** A text literal. */
export const clickHouseText = (value: string): string => `'${value.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;
