import type { EventCollector } from './collector.js';
import { isBlank } from './line-reader.js';
import type { LineEnding } from './line-splitter.js';

/** Takes the text of an event that runs over lines, without blanks at its end, and where it begins. */
type RecordTaker = (raw: string, line: number, offset: number) => void;

/** An event being put together from lines. Line ends inside of it are kept as they are; what passes the limit is dropped and counted. */
export class LineRecord {
  #lines: string[] = [];
  #size = 0;
  #cut = false;
  #line = 0;
  #offset = 0;
  #open = false;

  constructor(
    private readonly collector: EventCollector,
    /** Longest event in bytes. */
    private readonly maximum: number,
    private readonly take: RecordTaker,
  ) {}

  /** Whether an event has begun. */
  get open(): boolean {
    return this.#open;
  }

  /** Ends the event at hand and begins the next one with a line. */
  begin(text: string, line: number, offset: number, ending: LineEnding): void {
    this.finish();
    this.#open = true;
    this.#line = line;
    this.#offset = offset;
    this.add(text, ending);
  }

  /** Adds a line to the event at hand. */
  add(text: string, ending: LineEnding): void {
    this.#size += text.length + 2;
    if (this.#size > this.maximum) this.#cut ||= !isBlank(text);
    else this.#lines.push(text, ending.crlf ? '\r\n' : '\n');
  }

  finish(): void {
    if (!this.#open) return;
    if (this.#cut) this.collector.cut(this.#line);
    this.take(this.#lines.join('').trimEnd(), this.#line, this.#offset);
    this.#lines = [];
    this.#size = 0;
    this.#cut = false;
    this.#open = false;
  }
}
