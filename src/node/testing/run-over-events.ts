import { Knowledge } from '../../api/knowledge.js';
import type { Settings } from '../../api/options.js';
import { prepareSearches } from '../../api/run-searches.js';
import type { Detection } from '../../content/detection.js';
import type { EventDefaults, RawEvent } from '../../events/raw-event.js';
import { createCatalogLookups } from '../../exec/lookups/catalog-lookups.js';
import type { LoadedContent } from '../content/load-content.js';
import { readEvents } from '../events/read-events.js';
import { loadKnowledge } from '../knowledge/load-knowledge.js';

/** A log and what is known about events that do not say it themselves. */
export interface EventLog {
  readonly file: string;
  readonly defaults: EventDefaults;
}

/** What became of one detection over all logs. */
export type DetectionOutcome =
  | { readonly state: 'done'; readonly rows: number }
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'crashed'; readonly error: unknown };

/** What a run of all detections over some logs came to. */
export interface EventsRun {
  readonly outcomes: ReadonlyMap<Detection, DetectionOutcome>;
  /** Events of the first pass. */
  readonly events: number;
  /** The time was up before the last event was read. */
  readonly stopped: boolean;
}

/** Runs every detection of some content over logs, in one pass for all; rows are counted, not kept. */
export async function runOverEvents(
  content: LoadedContent,
  logs: readonly EventLog[],
  settings: Settings,
  maxSeconds: number,
): Promise<EventsRun> {
  const { files } = await loadKnowledge();
  const { catalog, detections } = content;
  const rows = new Map<Detection, number>(detections.map((each) => [each, 0]));
  const requests = detections.map((detection) => ({
    search: detection.search,
    start: 'search' as const,
    settings,
    receive: (batch: readonly unknown[]) => {
      rows.set(detection, rows.get(detection)! + batch.length);
    },
  }));
  const prepared = prepareSearches(requests, {
    catalog,
    lookups: createCatalogLookups(catalog),
    knowledge: new Knowledge(files, settings),
  });
  const deadline = performance.now() + maxSeconds * 1000;
  let events = 0;
  let stopped = false;
  let passes = 0;
  async function* open(): AsyncGenerator<readonly RawEvent[]> {
    const first = passes++ === 0;
    for (const { file, defaults } of logs) {
      for await (const batch of readEvents([file], { defaults, now: settings.now })) {
        if (performance.now() > deadline) {
          stopped = true;
          return;
        }
        if (first) events += batch.length;
        yield batch;
      }
    }
  }
  const ended = await prepared.run(open);
  const outcomes = new Map<Detection, DetectionOutcome>();
  for (const [index, detection] of detections.entries()) {
    const outcome = ended[index]!;
    if (outcome.state === 'crashed') outcomes.set(detection, { state: 'crashed', error: outcome.error });
    else if (outcome.state === 'done') outcomes.set(detection, { state: 'done', rows: rows.get(detection)! });
    else {
      const error = outcome.diagnostics.find(({ severity }) => severity === 'error');
      outcomes.set(detection, { state: 'refused', reason: error?.message ?? 'no reason was given' });
    }
  }
  return { outcomes, events, stopped };
}
