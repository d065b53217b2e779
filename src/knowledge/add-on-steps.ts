import { confWords, isOn, type MergedConf } from './add-on-conf.js';

/** `EXTRACT-x = regex` or `regex in field`, as an extraction step. */
export function extractStep(value: string): unknown {
  const inField = /^(.*\S)\s+in\s+([A-Za-z_][\w.]*)\s*$/s.exec(value);
  return inField === null ? { pattern: value } : { pattern: inField[1], from: inField[2] };
}

/** `REPORT-x = stanza, stanza`: the rules of transforms.conf stanzas, in order. */
export function reportSteps(value: string, transforms: MergedConf, unused: (problem: string) => void): unknown[] {
  return confWords(value).flatMap((name): unknown[] => {
    const stanza = transforms.stanzas.get(name);
    if (stanza === undefined) {
      unused(`transforms.conf has no [${name}]`);
      return [];
    }
    const text = (setting: string): string | undefined => stanza.settings.get(setting)?.text.trim();
    const from = text('SOURCE_KEY');
    const common = {
      ...(from === undefined
        ? {}
        : { from: from.replace(/^(?:field|MetaData):/i, '').replace(/^(Host|Source|Sourcetype)$/, lower) }),
      ...(isOn(text('MV_ADD')) ? { add_values: true } : {}),
      ...(text('CLEAN_KEYS') !== undefined && !isOn(text('CLEAN_KEYS')) ? { keep_keys: true } : {}),
    };
    const regex = text('REGEX');
    const delimiters = text('DELIMS');
    if (regex !== undefined && regex !== '') {
      const format = text('FORMAT');
      return [{ pattern: regex, ...(format === undefined || format === '' ? {} : { format }), ...common }];
    }
    if (delimiters !== undefined && delimiters !== '') {
      return [
        {
          delimiters: confWords(delimiters).map(controlCharacters),
          columns: confWords(text('FIELDS') ?? ''),
          ...common,
        },
      ];
    }
    unused(`[${name}] in transforms.conf has neither REGEX nor DELIMS`);
    return [];
  });
}

function lower(text: string): string {
  return text.toLowerCase();
}

function controlCharacters(text: string): string {
  return text.replaceAll('\\t', '\t').replaceAll('\\n', '\n').replace(/\\(.)/g, '$1');
}
