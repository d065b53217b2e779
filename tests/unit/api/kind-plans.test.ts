import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../../src/api/knowledge.js';
import { readSettings } from '../../../src/api/options.js';
import type { RawEvent } from '../../../src/events/raw-event.js';
import { EventFeed } from '../../../src/node/events/event-feed.js';
import { loadKnowledge } from '../../../src/node/knowledge/load-knowledge.js';
import type { Event } from '../../../src/values/event.js';
import type { Value } from '../../../src/values/value.js';

const folder = new URL('../../../../shared/data/events/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('Published logs are not there: the plans of their kinds are not tested.');

const logs: readonly string[] = [
  'windows/evtx_security.ndjson',
  'windows/evtx_sysmon.ndjson',
  'attack_data/attack_techniques/T1202/atomic_red_team/windows-sysmon.log',
  'attack_data/attack_techniques/T1202/atomic_red_team/windows-security.log',
  'attack_data/cisco_asa/arcane_door/cisco_asa.txt',
  'network/zeek_apt29_day1.json',
];
/** Enough that many of a kind come after the first, which have no plan of their own. */
const most = 240;

async function eventsOf(path: string): Promise<RawEvent[]> {
  const feed = new EventFeed([fileURLToPath(new URL(path, folder))], { timeZone: 'UTC', strict: false, jobs: 1 });
  const events: RawEvent[] = [];
  for await (const batch of feed.open()) {
    events.push(...batch);
    if (events.length >= most) break;
  }
  return events.slice(0, most);
}

function fieldsOf(event: Event): [string, Value][] {
  return event.fieldNames().map((name) => [name, event.get(name)]);
}

/** All that searches can see of an event: its fields, and those of its rows in all data sets. */
function seen(knowledge: Knowledge, raw: RawEvent, byKind: boolean): unknown {
  const scanned = knowledge.scanned(raw);
  if (byKind) knowledge.kindOf(scanned);
  const rows = knowledge.views.names().flatMap(({ model, dataset }) => {
    const members = knowledge.views.view(model, dataset)!.members(scanned.event, false);
    return members.map((row) => [model, dataset, row.get('nodename'), fieldsOf(row)]);
  });
  return { fields: fieldsOf(scanned.event), rows };
}

describe.skipIf(!present)('what is worked out once for a kind of events', () => {
  test.each(logs)('changes nothing that is seen of them: %s', async (path) => {
    const { files } = await loadKnowledge();
    const { settings } = readSettings({ now: 1_763_600_000 });
    const ofKinds = new Knowledge(files, settings);
    const ofEvents = new Knowledge(files, settings);
    for (const raw of await eventsOf(path)) expect(seen(ofKinds, raw, true)).toEqual(seen(ofEvents, raw, false));
  });
});
