import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import { loadContent } from '../../src/node/content/load-content.js';
import { inTurns, timeProcess } from './measure.js';

/** How long content takes before any event is read. */
export interface ContentFigures {
  /** Searches of the content. */
  readonly searches: number;
  /** Milliseconds to expand, parse and plan one search, after the first round. */
  readonly perSearch: number;
  /** Milliseconds of a whole `escudo check`, program start included, with one thread and with two. */
  readonly check: readonly [one: number, two: number];
}

/** Measures the front end and `escudo check` over the content of a folder; medians. */
export async function measureContent(rules: string, times: number): Promise<ContentFigures> {
  const { settings } = readSettings({ now: 1_763_600_000 });
  const { catalog, detections } = await loadContent({ rules: [rules] });
  const all = async (): Promise<void> => {
    for (const { search } of detections) prepare(search, catalog, settings, 'search');
  };
  // The first round compiles the program itself.
  await all();
  const check = (jobs: number) => async () => timeProcess(['dist/cli/main.js', 'check', rules, '-j', String(jobs)]);
  const [parse] = await inTurns(times, [all]);
  const [one, two] = await inTurns(times, [check(1), check(2)]);
  return { searches: detections.length, perSearch: parse! / detections.length, check: [one!, two!] };
}
