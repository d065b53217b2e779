import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../../src/node/knowledge/load-knowledge.js';
import { knowledgeEvents, publishedSamples } from '../../../src/node/testing/knowledge-ledger.js';
import { compareKnowledge, type KnowledgeLedger, MeasuredKnowledge } from '../../../src/testing/knowledge/ledger.js';

const recorded = JSON.parse(readFileSync('tests/corpus/knowledge.json', 'utf8')) as KnowledgeLedger;
const samples = await publishedSamples();
if (samples.length === 0) console.info('Published logs are not there: the knowledge ledger is not compared.');
const knowledge = new MeasuredKnowledge((await loadKnowledge()).files);

test.skipIf(samples.length === 0)('extraction is what the ledger says', async () => {
  const { worse, better } = compareKnowledge(recorded, knowledge.measure(samples, await knowledgeEvents()));
  expect({ worse, better }).toEqual({ worse: [], better: [] });
});

test('every definition has an event that it describes, or the ledger names it', async () => {
  const events = await knowledgeEvents();
  const missed = [...knowledge.definitions.keys()].filter((id) => {
    const event = events.get(id);
    if (event === undefined) return true;
    const seen = new Set(knowledge.normalise(event).sources);
    for (const each of seen) for (const parent of knowledge.definitions.get(each)?.extends ?? []) seen.add(parent);
    return !seen.has(id);
  });
  const listed = Object.entries(recorded.sources).filter(([, each]) => each.missed.includes('no event is recognised'));
  for (const [id] of listed) expect(missed).toContain(id);
  expect(missed.length).toBeLessThan(8);
});

describe('comparison', () => {
  const ledger = (found: number, missed: string[]): KnowledgeLedger => ({
    samples: 1,
    cimFields: { found, of: 10 },
    allFields: { found, of: 10 },
    missing: {},
    sources: { a: { by: 'synthetic event', missed, fields: { found, of: 10 } } },
  });
  test('fewer fields or data sets are worse, more are better, and equal is neither', () => {
    expect(compareKnowledge(ledger(5, []), ledger(5, []))).toEqual({ worse: [], better: [] });
    expect(compareKnowledge(ledger(5, []), ledger(4, ['M.D'])).worse).toHaveLength(4);
    expect(compareKnowledge(ledger(4, ['M.D']), ledger(5, [])).better).toHaveLength(4);
  });
});
