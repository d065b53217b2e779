import type { Drilldown } from '../content/detection.js';
import type { Source } from '../source/source.js';
import { fillable, withTokens } from './tokens.js';

const originalSearch = '%original_detection_search%';

/** The search of a drill-down as it can be compiled. */
export interface DrilldownSearch {
  readonly written: Source;
  /** Whether it goes on with the results of the detection. */
  readonly continues: boolean;
}

/**
 * The search of a drill-down as it can be compiled, with all places where they are: a search for all events stands for that of the
 * detection, which is checked itself.
 */
export function drilldownSearch({ search }: Drilldown): DrilldownSearch {
  const continues = search.text.trimStart().startsWith(originalSearch);
  const all = (continues ? '*' : 'index=*').padEnd(originalSearch.length);
  return { written: fillable({ ...search, text: search.text.replaceAll(originalSearch, all) }), continues };
}

/** What is the same for drill-downs that differ in their tokens only. */
export function withoutTokens(text: string): string {
  return withTokens(text, () => '$$');
}
