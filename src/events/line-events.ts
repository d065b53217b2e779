import { EventCollector } from './collector.js';
import { lineHandler } from './line-reader.js';
import type { LineHandler } from './line-splitter.js';
import type { EventDefaults, RawEvent } from './raw-event.js';
import { newReadReport } from './read-report.js';
import { formatByName } from './recognise.js';

/** How the lines of an input are read. Plain data. */
export interface LineEventsOptions {
  readonly file: string;
  /** The name of a format in which every line stands for itself. */
  readonly format: string;
  readonly defaults: EventDefaults;
  readonly now: number | undefined;
  readonly timeZone: string;
  readonly futureAfter: number | undefined;
  readonly maxRecordBytes: number;
}

/** What the report counts of lines that are not plain. */
const oddities = ['badLines', 'withoutTime', 'future', 'cut', 'replacedText', 'nulBytes'] as const;

/**
 * Makes the events of single lines of an input. Only plain lines are read: blank ones, and such that are one event with a time of its
 * own and of which nothing is to be reported.
 */
export class LineEvents {
  readonly #collector: EventCollector;
  readonly #handle: LineHandler;

  constructor({ file, format, defaults, now, timeZone, futureAfter, maxRecordBytes }: LineEventsOptions) {
    const found = formatByName(format)?.lineEvents;
    if (found === undefined) throw new Error(`Lines of the format ${format} do not stand for themselves.`);
    this.#collector = new EventCollector({
      report: newReadReport(file),
      defaults,
      time: { now, timeZone },
      badLineExamples: 0,
      futureAfter,
    });
    this.#collector.format = format;
    this.#handle = lineHandler(this.#collector, found(this.#collector, { maxRecordBytes }));
  }

  /** Reads a line as a splitter delivers it: undefined when it is not plain, null for one without an event. */
  read(...line: Parameters<LineHandler>): RawEvent | null | undefined {
    const { report } = this.#collector;
    this.#handle(...line);
    const events = this.#collector.take();
    if (events.length <= 1 && oddities.every((each) => report[each] === 0)) return events[0] ?? null;
    for (const each of oddities) report[each] = 0;
    return undefined;
  }
}
