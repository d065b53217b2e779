import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RawEvent } from '../../../src/events/raw-event.js';
import { WinXmlFields } from '../../../src/knowledge/extract/win-xml.js';
import { RawEventFields } from '../../../src/knowledge/raw-event-fields.js';
import { Event } from '../../../src/values/event.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';

const folder = new URL('../../../../shared/data/events/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('Published logs are not there: their extraction is not tested.');

const context = { limits: defaultLimits, semantics: defaultSemantics, timeZone: 'UTC' };

interface Line {
  readonly _raw: string;
  readonly sourcetype?: string;
  readonly source?: string;
  readonly kind?: string;
  readonly fields?: readonly string[];
}

function lines(name: string): Line[] {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function rawEvent(line: Line): RawEvent {
  return {
    raw: line._raw,
    time: 1_700_000_000,
    timeInherited: false,
    host: 'h',
    source: line.source,
    sourcetype: line.sourcetype,
    index: 'main',
    fields: undefined,
    fieldsCoverRaw: false,
    format: 'ndjson',
    origin: { file: 'test', line: 1, offset: 0 },
  };
}

const eventOf = (line: Line): Event => Event.over(new RawEventFields(rawEvent(line), context, undefined));

describe.skipIf(!present)('published logs', () => {
  test('the paths of every JSON leaf and the names of audit records that Splunk listed are found', () => {
    let listed = 0;
    let found = 0;
    for (const line of lines('escu_example_logs.ndjson')) {
      if (line.kind !== 'JSON' && line.kind !== 'auditd') continue;
      const event = eventOf(line);
      for (const name of line.fields ?? []) {
        // Names with a path come out of the text; others may come from an add-on.
        if (line.kind === 'JSON' && !/[.{]/.test(name)) continue;
        listed++;
        if (event.has(name)) found++;
      }
    }
    console.info(`JSON paths and audit names listed by Splunk: ${found} of ${listed} found.`);
    expect(listed).toBeGreaterThan(1_000);
    expect(found / listed).toBeGreaterThan(0.95);
  });

  test('the fields that Splunk listed for Windows XML are found', () => {
    let listed = 0;
    let found = 0;
    for (const line of lines('escu_example_logs.ndjson')) {
      if (line.kind !== 'XML WinEventLog' || !line._raw.includes('</Event>')) continue;
      const event = eventOf(line);
      const names = line._raw.replace(/[^A-Za-z0-9_]/g, '_');
      for (const name of line.fields ?? []) {
        // Names that do not occur in the text are the add-on's.
        if (!/^[A-Z]/.test(name) || !names.includes(name)) continue;
        listed++;
        if (event.has(name)) found++;
      }
    }
    console.info(`Windows XML fields listed by Splunk: ${found} of ${listed} found.`);
    expect(listed).toBeGreaterThan(500);
    expect(found / listed).toBeGreaterThan(0.94);
  });

  test('every Windows event has its channel and code, and looking at one field agrees with reading all', () => {
    let events = 0;
    for (const name of readdirSync(new URL('windows/', folder))) {
      if (!name.endsWith('.ndjson')) continue;
      lines(`windows/${name}`).forEach((line, i) => {
        events++;
        const fields = new WinXmlFields(line._raw);
        expect(fields.get('EventCode')).toMatch(/^\d+$/);
        expect(fields.get('Channel')).not.toBeNull();
        if (i % 50 !== 0) return;
        const whole = new WinXmlFields(line._raw);
        for (const field of whole.fieldNames()) {
          expect(new WinXmlFields(line._raw).get(field)).toEqual(whole.get(field));
        }
      });
    }
    console.info(`Windows XML events read: ${events}.`);
    expect(events).toBeGreaterThan(10_000);
  }, 120_000);

  test('every published sample is read without an error', () => {
    let fields = 0;
    for (const name of ['escu_example_logs.ndjson', ...ndjsonIn('samples/'), ...ndjsonIn('samples/panther/')]) {
      for (const line of lines(name)) {
        if (typeof line._raw === 'string') fields += eventOf(line).fieldNames().length;
      }
    }
    expect(fields).toBeGreaterThan(10_000);
  }, 60_000);
});

function ndjsonIn(path: string): string[] {
  return readdirSync(new URL(path, folder))
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => path + name);
}
