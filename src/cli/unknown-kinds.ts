import type { Knowledge } from '../api/knowledge.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { RawEvent } from '../events/raw-event.js';

/** Files beyond this many are counted together with the last. */
const shown = 3;

/**
 * Notices files of whose events nothing says what kind of log they are: no sourcetype, no tags, and no definition that fits the first
 * of them. Searches that select by sourcetype or go through data models find nothing there, which is worth a word where nothing was found.
 */
export class UnknownKinds {
  readonly #first = new Map<string, RawEvent>();
  #file = '';

  /** Takes what was read, of one file after the other. */
  read(events: readonly RawEvent[]): void {
    for (const event of events) {
      const { file } = event.origin;
      if (file === this.#file) continue;
      this.#file = file;
      if (event.sourcetype === undefined && !this.#first.has(file)) this.#first.set(file, event);
    }
  }

  diagnostics(knowledge: Knowledge): Diagnostic[] {
    const files = [...this.#first].filter(([, event]) => isUnknown(event, knowledge)).map(([file]) => file);
    return files.slice(0, shown).map((file, index) => {
      const more = index === shown - 1 ? files.length - shown : 0;
      return diagnostic('unknown-log-kind', { file, line: this.#first.get(file)!.origin.line, more });
    });
  }
}

function isUnknown(event: RawEvent, knowledge: Knowledge): boolean {
  const { normalised } = knowledge.scanned(event);
  return normalised.sources.length === 0 && normalised.tags.size === 0 && normalised.event.get('_cim') === null;
}
