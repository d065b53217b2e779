import type { InlineEvents } from './detection.js';
import type { MapReader } from './map-reader.js';
import { plainValue } from './node.js';

/** The index of test data whose test names none (escu-formats 2). */
export const testingIndex = 'contentctl_testing_index';

/**
 * escudo's extension of a test: `events:` beside or instead of `attack_data:`, a list of texts (the `_raw` of an event) and of
 * mappings (its fields; `_time`, `_raw` and metadata by their names). `source`, `sourcetype`, `host` and `index` of the test
 * apply to all of them. Other tools read past the key.
 */
export function readInlineEvents(map: MapReader): InlineEvents {
  const node = map.node.entries.get('events')?.value;
  const items = node?.kind === 'list' ? node.items : [];
  const events = items.flatMap((item): Readonly<Record<string, unknown>>[] => {
    if (item.kind === 'map') return [plainValue(item) as Record<string, unknown>];
    return item.kind === 'scalar' && item.value !== null ? [{ _raw: item.text }] : [];
  });
  const { source, sourcetype, host, index } = Object.fromEntries(
    ['source', 'sourcetype', 'host', 'index'].map((key) => [key, map.trimmed(key)]),
  );
  return {
    events,
    index: index || testingIndex,
    at: map.at('events'),
    ...(source ? { source } : {}),
    ...(sourcetype ? { sourcetype } : {}),
    ...(host ? { host } : {}),
  };
}
