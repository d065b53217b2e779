import { assembleContent } from '../../../src/content/content.js';
import { type ContentFile, readContentFile } from '../../../src/content/read-file.js';
import { loadDataModels } from '../../../src/knowledge/data-model.js';
import { fieldSchemas } from '../../../src/knowledge/field-schemas.js';
import type { LanguageContext, LanguageFile } from '../../../src/language-service/index.js';
import { createSource } from '../../../src/source/source.js';

/** Where the cursor stands in a text of these tests. */
const cursor = '\u00a6';

const around: readonly (readonly [path: string, text: string])[] = [
  [
    'macros/own_time.yml',
    'name: own_time\narguments: [field]\ndefinition: convert timeformat="%Y" ctime($field$)\ndescription: Writes a time out.\n',
  ],
  ['macros/own_logs.yml', 'name: own_logs\ndefinition: sourcetype=own\ndescription: The logs.\n'],
  ['lookups/bad_tools.yml', 'name: bad_tools\nlookup_type: csv\ndescription: Tools.\nmatch_type: [WILDCARD(tool)]\n'],
  [
    'data_sources/own.yml',
    'name: Own Log\nid: 6c1d5a1e-32b1-4b0a-9d64-2f3b3a2b6c11\nversion: 1\ndate: "2026-01-01"\nauthor: a\ndescription: Our log.\nsource: own\nsourcetype: own\nfields: [_time, tool, user_name]\n',
  ],
];

const model = {
  name: 'Endpoint',
  datasets: {
    Processes: { tags: ['process'], fields: { process_name: { type: 'string' }, user: { type: 'string' } } },
  },
};

/** A detection whose search is this text, as a file in an editor. */
export function detectionWith(search: string): string {
  const lines = search.split('\n').map((line) => `  ${line}`);
  return `name: Own\nid: 0f0b3b1c-52a4-4b0a-8a53-4f1f0c9f9d10\nversion: 1\ndate: "2026-01-01"\nauthor: a\nstatus: production\ntype: Hunting\ndescription: d\ndata_source: [Own Log]\nsearch: |-\n${lines.join('\n')}\nhow_to_implement: h\n`;
}

export interface Edited {
  readonly file: LanguageFile;
  readonly cx: LanguageContext;
  /** Where the mark stood. */
  readonly offset: number;
}

/** Opens a file with a mark in its text, among some macros, lookups, logs and a data model. */
export function edit(marked: string, path = 'detections/own.yml'): Edited {
  const offset = marked.indexOf(cursor);
  const text = marked.replace(cursor, '');
  const fileOf = (name: string, content: string): ContentFile => ({
    path: name,
    source: createSource(name, content),
    origin: 'repository',
  });
  const file = fileOf(path, text);
  const { catalog } = assembleContent([...around.map(([name, content]) => fileOf(name, content)), file]);
  const { models } = loadDataModels([{ name: 'models', data: model }]);
  const columns = new Map([['bad_tools', ['tool', 'reason']]]);
  return {
    file: { file, items: readContentFile(file) },
    cx: { catalog, schemas: fieldSchemas(models, catalog, columns) },
    offset,
  };
}
