import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import {
  compareKnowledge,
  type KnowledgeLedger,
  MeasuredKnowledge,
  type PublishedSample,
} from '../../testing/knowledge/ledger.js';
import type { KnowledgeEvent } from '../../testing/knowledge/synthetic-event.js';
import { loadKnowledge } from '../knowledge/load-knowledge.js';

const ledgerPath = 'tests/corpus/knowledge.json';
const eventsPath = 'tests/corpus/knowledge-events.json';
const samplesPath = '../shared/data/events/escu_example_logs.ndjson';

/** Published logs with the fields that were listed for them; none when they are not here. */
export async function publishedSamples(path = samplesPath): Promise<PublishedSample[]> {
  if (!existsSync(path)) return [];
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line): PublishedSample => {
    const sample = JSON.parse(line) as {
      data_source: string;
      _raw: string;
      source?: string;
      sourcetype?: string;
      fields?: string[] | null;
    };
    const { _raw: raw, source, sourcetype, data_source: name } = sample;
    return { name, raw, source, sourcetype, fields: sample.fields ?? [] };
  });
}

/** The minimal events of `tests/corpus/knowledge-events.json`, by definition. */
export async function knowledgeEvents(): Promise<Map<string, KnowledgeEvent>> {
  if (!existsSync(eventsPath)) return new Map();
  return new Map(Object.entries(JSON.parse(await readFile(eventsPath, 'utf8')) as Record<string, KnowledgeEvent>));
}

/**
 * Measures the knowledge that escudo ships and compares with the ledger; with `update` it records the result, and an event for each
 * definition that has none. Gives the lines to print and whether something differs from the ledger.
 */
export async function checkKnowledgeLedger(update: boolean): Promise<{ lines: string[]; differs: boolean }> {
  const samples = await publishedSamples();
  if (samples.length === 0)
    return { lines: [`${samplesPath} is not here; extraction was not measured.`], differs: false };
  const knowledge = new MeasuredKnowledge((await loadKnowledge()).files);
  const events = await knowledgeEvents();
  if (update) {
    for (const [id, event] of knowledge.synthetic(new Set(events.keys()))) events.set(id, event);
    await writeFile(eventsPath, `${JSON.stringify(Object.fromEntries([...events].sort()), null, 1)}\n`);
  }
  const found = knowledge.measure(samples, events);
  const lines = summary(found);
  if (update) {
    await writeFile(ledgerPath, `${JSON.stringify(found, null, 1)}\n`);
    return { lines, differs: false };
  }
  const recorded = JSON.parse(await readFile(ledgerPath, 'utf8')) as KnowledgeLedger;
  const { worse, better } = compareKnowledge(recorded, found);
  for (const line of worse) lines.push(`worse:  ${line}`);
  for (const line of better) lines.push(`better: ${line} (record it with npm run corpus -- --update)`);
  return { lines, differs: worse.length + better.length > 0 };
}

function summary(ledger: KnowledgeLedger): string[] {
  const share = ({ found, of }: { found: number; of: number }): string =>
    `${found} of ${of} (${((100 * found) / of).toFixed(1)} %)`;
  const outcomes = Object.values(ledger.sources);
  const reached = outcomes.filter((each) => each.missed.length === 0).length;
  return [
    `published logs ${ledger.samples}: fields of data models ${share(ledger.cimFields)}, all fields ${share(ledger.allFields)}`,
    `log sources ${outcomes.length}: ${reached} reach their data sets`,
  ];
}
