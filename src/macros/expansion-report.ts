import type { Diagnostic, Label } from '../diagnostics/diagnostic.js';
import { type OriginCall, rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';

/** How many diagnostics one expansion gives; a search with more mistakes is mended from the first ones. */
const most = 100;

/**
 * Collects the diagnostics of an expansion. Each points at the call in the search; what is wrong inside of a macro is
 * a related label, and is said once however often the macro is called.
 */
export class ExpansionReport {
  readonly diagnostics: Diagnostic[] = [];
  readonly #said = new Map<Source, Set<string>>();

  /** Nothing more will be added. */
  get isFull(): boolean {
    return this.diagnostics.length >= most;
  }

  /** Adds a diagnostic about `call`; `around` are the calls that led to it, outermost first. */
  add(made: Diagnostic, around: readonly OriginCall[], call: OriginCall): void {
    if (this.isFull || this.#isSaid(made, call)) return;
    const path = [...around, call];
    const related: Label[] = path.slice(1).map(({ source, span, macro }) => {
      return { source, span, message: macro === '' ? 'this stands here' : `\`${macro}\` is called here` };
    });
    const first = path[0]!;
    this.diagnostics.push({
      ...made,
      primary: { source: first.source, span: first.span },
      related: [...related, ...made.related],
    });
  }

  /** Adds a diagnostic of the evaluator, which points into an expression, with the calls that led there. */
  addFrom(made: Diagnostic, around: readonly OriginCall[], call: OriginCall): void {
    if (made.primary === undefined) {
      this.add(made, around, call);
      return;
    }
    if (this.isFull) return;
    const calls = [...around, call].reverse();
    const related = calls.map(({ source, span, macro }) => ({
      source,
      span,
      message: `in the expansion of \`${macro}\`, called here`,
    }));
    this.diagnostics.push({ ...made, related: [...made.related, ...related] });
  }

  #isSaid(made: Diagnostic, call: OriginCall): boolean {
    const place = rootPlace(call.source, call.span);
    const key = `${made.code} ${place.span.start} ${made.message}`;
    let said = this.#said.get(place.source);
    if (said === undefined) {
      said = new Set();
      this.#said.set(place.source, said);
    }
    if (said.has(key)) return true;
    said.add(key);
    return false;
  }
}
