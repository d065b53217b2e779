import { describe, expect, test } from 'vitest';
import { problemOfType } from '../../../src/sql/mapping/column-type.js';
import type { FieldType, TimeUnit } from '../../../src/sql/mapping/mapping.js';

describe('what a mapping takes a column for', () => {
  test.each<[FieldType, TimeUnit | undefined, string]>([
    ['text', undefined, 'VARCHAR'],
    ['text', undefined, 'LowCardinality(Nullable(String))'],
    ['text', undefined, 'UUID'],
    ['text', undefined, "ENUM('low', 'list[]x')"],
    ['ip', undefined, 'Nullable(IPv6)'],
    ['boolean', undefined, 'BOOLEAN'],
    ['number', undefined, 'DECIMAL(18,4)'],
    ['number', undefined, 'Nullable(UInt64)'],
    ['number', undefined, 'HUGEINT'],
    ['number', undefined, 'VARCHAR'],
    ['list', undefined, 'VARCHAR[]'],
    ['list', undefined, 'Array(LowCardinality(String))'],
    ['list', undefined, 'INTEGER[3]'],
    ['time', 'timestamp', 'TIMESTAMP_NS'],
    ['time', 'timestamptz', 'TIMESTAMP WITH TIME ZONE'],
    ['time', 'timestamp', "Nullable(DateTime64(3, 'Europe/Paris'))"],
    ['time', 'timestamp', 'DATE'],
    ['time', 'milliseconds', 'BIGINT'],
    ['time', 'iso', 'VARCHAR'],
  ])('%s (%s) may stand in %s', (type, unit, stored) => {
    expect(problemOfType({ type, unit }, stored)).toBeUndefined();
  });

  test.each<[FieldType, TimeUnit | undefined, string, RegExp]>([
    ['text', undefined, 'VARCHAR[]', /type: list/],
    ['text', undefined, 'STRUCT(a VARCHAR, b INTEGER[])', /NAME\.MEMBER/],
    ['text', undefined, 'STRUCT(a VARCHAR)[]', /type: list/],
    ['number', undefined, 'Tuple(a String)', /NAME\.MEMBER/],
    ['text', undefined, 'MAP(VARCHAR, VARCHAR)', /key: KEY/],
    ['text', undefined, 'Map(LowCardinality(String), String)', /key: KEY/],
    ['list', undefined, 'VARCHAR', /without \[\]/],
    ['number', undefined, 'TIMESTAMP', /leave `type` out/],
    ['number', undefined, "ENUM('a')", /leave `type` out/],
    ['time', 'seconds', 'TIMESTAMP', /unit: timestamp/],
    ['time', 'iso', 'DateTime', /unit: timestamp/],
    ['time', 'timestamp', 'BIGINT', /what the values count/],
  ])('%s (%s) in %s is said', (type, unit, stored, help) => {
    expect(problemOfType({ type, unit }, stored)?.help).toMatch(help);
  });
});
