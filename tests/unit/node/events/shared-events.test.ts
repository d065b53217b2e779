import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../../src/node/events/read-events.js';

const folder = new URL('../../../../../shared/data/events/', import.meta.url).pathname;
const present = existsSync(`${folder}manifest.json`);

interface ManifestEntry {
  readonly file: string;
  readonly format: string;
  readonly events: number;
}

/** Files whose manifest counts something else than events, with the true number. */
const corrected = new Map([
  // Counted with Python's splitlines(), which also splits at the 230 group separators (0x1d) inside enriched records.
  ['attack_data/attack_techniques/T1068/linux_dirtyfrag/dirty_frag_lpe_attack_data.log', 447],
  // Counted as lines; one line holds two objects.
  ['attack_data/attack_techniques/T1566/zscalar_web_proxy.txt', 15],
]);

const expectedFormat = (entry: ManifestEntry): string => {
  if (entry.format.startsWith('classic')) return 'wineventlog';
  if (/json/i.test(entry.format)) return 'ndjson';
  if (entry.format.startsWith('xml')) return 'xml';
  if (entry.format === 'auditd-text') return 'auditd';
  return entry.format === 'csv' ? 'csv' : 'syslog';
};

describe.skipIf(!present)('the shared events', () => {
  const entries: ManifestEntry[] = present ? JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8')) : [];

  it.each(entries.map((entry) => [entry.file, entry] as const))('%s', async (_, entry) => {
    const reading = readEvents([`${folder}${entry.file}`], { now: 1_790_000_000 });
    let events = 0;
    for await (const batch of reading) {
      events += batch.length;
      for (const event of batch) expect(event.raw.length).toBeGreaterThan(0);
    }
    expect(events).toBe(corrected.get(entry.file) ?? entry.events);
    expect(reading.reports).toMatchObject([{ format: expectedFormat(entry), badLines: 0, cut: 0 }]);
  });
});

if (!present) console.warn('skipped: ../shared/data/events is not here');
