import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Holds what was found against the entry of a ledger file, whose keys lead to it. UPDATE_LEDGER=1 writes it instead, beside entries that
 * were written meanwhile; never in CI.
 */
export function holdLedger(file: string, keys: readonly string[], found: object): void {
  const ledger = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  if (process.env['UPDATE_LEDGER'] === '1' && !process.env['CI'])
    writeFileSync(file, `${JSON.stringify(withEntry(ledger, keys, found), null, 2)}\n`);
  else expect(found).toEqual(keys.reduce<unknown>(entryOf, ledger));
}

function entryOf(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[key] : undefined;
}

function withEntry(of: unknown, [key, ...rest]: readonly string[], found: object): unknown {
  if (key === undefined) return found;
  return { ...(of as object | undefined), [key]: withEntry(entryOf(of, key), rest, found) };
}
