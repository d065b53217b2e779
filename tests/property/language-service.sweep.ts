import { describe, expect, test } from 'vitest';
import { readContentFile } from '../../src/content/read-file.js';
import { tableColumns } from '../../src/content/table-columns.js';
import { loadDataModels } from '../../src/knowledge/data-model.js';
import { fieldSchemas } from '../../src/knowledge/field-schemas.js';
import { completionsAt, hoverAt } from '../../src/language-service/index.js';
import { wordAt } from '../../src/language-service/word.js';
import { loadContent } from '../../src/node/content/load-content.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { chosen, corpus, corpusPresent, whole } from '../corpus/published.js';

/** Words that are always known where they stand; names of fields may be new there. */
const known = new Set(['command', 'option', 'function', 'aggregation', 'macro', 'lookup']);

describe.skipIf(!corpusPresent)('the published detections in an editor', () => {
  test('every word of the language is offered where it stands, and explained', async () => {
    const content = await loadContent({ rules: [corpus] });
    const { models } = loadDataModels((await loadKnowledge([])).files.datamodels);
    const { columns } = await tableColumns(content);
    const cx = { catalog: content.catalog, schemas: fieldSchemas(models, content.catalog, columns) };
    const detections = content.files.filter(({ path }) => path.startsWith('detections/'));
    const missing: string[] = [];
    let asked = 0;
    // Each word is asked for by itself, which takes a while.
    for (const file of chosen(detections, 40).filter((_, index) => !whole || index % 5 === 0)) {
      const opened = { file, items: readContentFile(file) };
      const { text } = file.source;
      for (const { 0: word, index } of text.matchAll(/\b[A-Za-z_]\w*/g)) {
        const meaning = wordAt(opened, index + 1, cx)?.meaning.kind;
        if (meaning === undefined) continue;
        if (hoverAt(opened, index + 1, cx)!.markdown === '') missing.push(`${file.path}: no word on ${word}`);
        if (!known.has(meaning)) continue;
        asked++;
        const offered = completionsAt(opened, index + 1, cx).map(({ label }) => label.toLowerCase());
        const name = meaning === 'option' ? `${word}=` : word;
        const numbered = word.replace(/\d+$/, '95');
        if (![name, numbered].some((each) => offered.includes(each.toLowerCase())))
          missing.push(`${file.path}: ${meaning} ${word}`);
      }
    }
    expect(missing).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  }, 900_000);
});
