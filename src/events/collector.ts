import type { EventDefaults, EventDraft, RawEvent } from './raw-event.js';
import { newReadReport, type ReadReport } from './read-report.js';
import type { TimeContext } from './timestamps/time-context.js';

const excerptLength = 160;

export interface CollectorOptions {
  readonly report: ReadReport;
  readonly defaults: EventDefaults;
  readonly time: TimeContext;
  /** How many bad lines are kept as examples. */
  readonly badLineExamples: number;
  /** Epoch seconds after which an event is counted as one from the future. */
  readonly futureAfter?: number | undefined;
}

/**
 * Takes what a format reader finds in one file: makes the events, lends a missing time from the event before, applies
 * the defaults and keeps the report.
 */
export class EventCollector {
  readonly report: ReadReport;
  readonly time: TimeContext;
  readonly defaults: EventDefaults;
  format = '';
  /** Finds the time of lines that were passed over before the next event; undefined when there are none. */
  timeOfPassed: (() => number | undefined) | undefined;
  #events: RawEvent[] = [];
  /** The time that the next event without one of its own takes. */
  lastTime: number | undefined;
  readonly #badLineExamples: number;
  readonly #futureAfter: number;
  readonly #source: string;

  constructor(options: CollectorOptions) {
    this.report = options.report;
    this.defaults = options.defaults;
    this.time = options.time;
    this.#badLineExamples = options.badLineExamples;
    this.#futureAfter = options.futureAfter ?? Number.POSITIVE_INFINITY;
    this.#source = options.defaults.source ?? options.report.file;
  }

  /** Adds an event and returns it, for the reader to add what more the format tells. */
  event(raw: string, time: number | undefined, line: number, offset: number): EventDraft {
    const { report, defaults } = this;
    if (time === undefined) {
      report.withoutTime++;
      report.firstWithoutTime ??= line;
      this.lastTime = this.timeOfPassed?.() ?? this.lastTime;
    } else {
      this.lastTime = time;
      if (time > this.#futureAfter) {
        report.future++;
        report.firstFuture ??= line;
      }
    }
    this.timeOfPassed = undefined;
    if (raw.includes('\uFFFD')) {
      report.replacedText++;
      report.firstReplaced ??= line;
    }
    if (raw.includes('\0')) this.nul(line);
    report.events++;
    const event: EventDraft = {
      raw,
      time: this.lastTime,
      timeInherited: time === undefined && this.lastTime !== undefined,
      host: defaults.host,
      source: this.#source,
      sourcetype: defaults.sourcetype,
      index: defaults.index,
      fields: undefined,
      fieldsCoverRaw: false,
      listsAreValues: false,
      format: this.format,
      origin: { file: report.file, line, offset },
    };
    this.#events.push(event);
    return event;
  }

  /** What the format or the shape of the event suggests: weaker than flags and the data set's YAML. */
  suggest(event: EventDraft, host: string | undefined, source: string | undefined, sourcetype?: string): void {
    if (host !== undefined && this.defaults.host === undefined) event.host = host;
    if (source !== undefined && this.defaults.source === undefined) event.source = source;
    if (sourcetype !== undefined && this.defaults.sourcetype === undefined) event.sourcetype = sourcetype;
  }

  /** Counts a part of the input that is no event, or is one only in part. */
  bad(line: number, offset: number, reason: string, text: string): void {
    const { report } = this;
    report.badLines++;
    if (report.firstBad.length >= this.#badLineExamples) return;
    report.firstBad.push({ line, offset, reason, excerpt: excerptOf(text) });
  }

  /** Counts a line with NUL bytes. */
  nul(line: number): void {
    this.report.nulBytes++;
    this.report.firstNul ??= line;
  }

  /** Counts a line or record that was cut at the size limit. */
  cut(line: number): void {
    this.report.cut++;
    this.report.firstCut ??= line;
  }

  /** A collector for the same input whose events and report go nowhere. */
  aside(): EventCollector {
    const { defaults, time } = this;
    return new EventCollector({ report: newReadReport(this.report.file), defaults, time, badLineExamples: 0 });
  }

  /** The events since the last call. */
  take(): RawEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

function excerptOf(text: string): string {
  if (text.length <= excerptLength) return text;
  const high = text.charCodeAt(excerptLength - 1);
  const end = high >= 0xd800 && high < 0xdc00 ? excerptLength - 1 : excerptLength;
  return `${text.slice(0, end)}…`;
}
