import { spanText } from '../explain/plan-steps.js';
import { judgedTermsOf } from '../lint/conditions/judged-terms.js';
import type { FieldFlow } from '../plan/fields.js';
import type { Source } from '../source/source.js';
import type { Change } from './change.js';

interface Decided {
  readonly text: string;
  readonly holds: 'never' | 'always';
  readonly because: string;
}

/** Conditions that no row decides in one version, and that rows decide in the other. */
export function decidedConditionChanges(
  before: { readonly flow: FieldFlow; readonly source: Source },
  after: { readonly flow: FieldFlow; readonly source: Source },
): Change[] {
  const old = decidedIn(before.flow, before.source);
  const now = decidedIn(after.flow, after.source);
  const changes: Change[] = [];
  for (const [key, { text, holds, because }] of now) {
    if (old.has(key)) continue;
    const effect = holds === 'never' ? 'It can never hold now' : 'It always holds now, and excludes nothing';
    changes.push({ area: 'conditions', kind: 'dead', what: 'condition', after: text, note: `${effect}: ${because}.` });
  }
  for (const [key, { text, holds }] of old) {
    if (now.has(key)) continue;
    const note = `Before, it ${holds === 'never' ? 'could never hold' : 'always held'}.`;
    changes.push({ area: 'conditions', kind: 'alive', what: 'condition', before: text, note });
  }
  return changes;
}

function decidedIn(flow: FieldFlow, source: Source): Map<string, Decided> {
  const found = new Map<string, Decided>();
  for (const node of flow.nodes.values()) {
    for (const { verdict, span } of judgedTermsOf(node)) {
      const text = spanText(source, span, 400);
      found.set(`${verdict.holds} ${text.toLowerCase()}`, { text, holds: verdict.holds, because: verdict.because });
    }
  }
  return found;
}
