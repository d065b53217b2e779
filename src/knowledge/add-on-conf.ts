import { type ConfStanza, parseConf } from '../content/conf-text.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';

/** The .conf files that search-time knowledge is in. */
export const confNames = ['props', 'transforms', 'eventtypes', 'tags'] as const;

/** The conf files of an add-on that are read. */
export type ConfName = (typeof confNames)[number];

/** A stanza with the settings of all layers, later layers over earlier ones. */
export interface MergedStanza {
  readonly name: string;
  readonly settings: ReadonlyMap<string, Source>;
}

/** One kind of .conf file of an add-on: its layers (`default`, then `local`) as one. */
export class MergedConf {
  readonly stanzas: ReadonlyMap<string, MergedStanza>;
  readonly #report: (found: Diagnostic) => void;

  constructor(layers: readonly Source[], report: (found: Diagnostic) => void) {
    this.#report = report;
    const merged = new Map<string, Map<string, Source>>();
    for (const layer of layers) {
      const { stanzas, diagnostics } = parseConf(layer);
      for (const found of diagnostics) report(found);
      for (const stanza of stanzas) merge(merged, stanza);
    }
    this.stanzas = new Map([...merged].map(([name, settings]) => [name, { name, settings }]));
  }

  get(stanza: string, setting: string): string | undefined {
    return this.stanzas.get(stanza)?.settings.get(setting)?.text;
  }

  /** Says that a setting has no effect here. */
  unused(stanza: MergedStanza, setting: string, problem: string): void {
    const source = stanza.settings.get(setting);
    const at = source === undefined ? {} : { at: { source, span: span(0, source.text.length) } };
    this.#report(diagnostic('add-on-setting', { setting: `[${stanza.name}] ${setting}`, problem }, at));
  }
}

function merge(merged: Map<string, Map<string, Source>>, { name, settings }: ConfStanza): void {
  const known = merged.get(name) ?? new Map<string, Source>();
  merged.set(name, known);
  for (const [key, value] of settings) known.set(key, value);
}

/** Whether a setting is switched on: `true`, `1`, `yes`, `enabled`. */
export function isOn(text: string | undefined): boolean {
  return text !== undefined && /^(?:1|t|true|y|yes|enabled?)$/i.test(text.trim());
}

/** Words of a setting: separated by blanks and commas, in double quotes where they hold some. */
export function confWords(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s,"]+/g)].map((match) => match[1] ?? match[0]);
}
