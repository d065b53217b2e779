import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { parseConf } from './conf-text.js';
import { dataPath, fieldList } from './lookup.js';
import { type LookupDefinition, lookupMatching } from './lookup-definition.js';
import type { ContentOrigin } from './origin.js';

/**
 * The lookup stanzas of a transforms.conf: those with `filename`, `collection` or `external_type = kvstore`. Stanzas for
 * field extraction are not lookups and are passed over. Files lie in `folder`, as a Splunk app keeps them in `lookups/`.
 */
export function readTransformsConf(
  source: Source,
  origin: ContentOrigin,
  folder = 'lookups',
): { lookups: LookupDefinition[]; diagnostics: readonly Diagnostic[] } {
  const { stanzas, diagnostics } = parseConf(source);
  const lookups: LookupDefinition[] = [];
  for (const stanza of stanzas) {
    const setting = (key: string) => stanza.settings.get(key)?.text;
    const filename = setting('filename');
    const isStore = setting('collection') !== undefined || setting('external_type')?.toLowerCase() === 'kvstore';
    if (filename === undefined && !isStore) continue;
    const data = filename ?? `${stanza.name}.json`;
    lookups.push({
      name: stanza.name,
      kind: filename === undefined ? 'kvstore' : filename.endsWith('.mlmodel') ? 'mlmodel' : 'csv',
      path: dataPath(folder, data),
      ...(filename === undefined ? { collection: setting('collection') ?? stanza.name } : {}),
      fields: fieldList(setting('fields_list') ?? ''),
      ...lookupMatching({ get: setting }),
      origin,
      at: { source, span: stanza.at },
    });
  }
  return { lookups, diagnostics };
}
