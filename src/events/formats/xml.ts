import { ByteWindow } from '../byte-window.js';
import { countLineFeeds, decodeText, indexOfSequence } from '../bytes.js';
import type { EventCollector } from '../collector.js';
import type { EventFormat, FormatOptions, FormatReader } from '../format.js';
import { timeOfEventXml } from '../timestamps/raw.js';

/**
 * Windows (and Linux Sysmon) events as XML: `<Event …>…</Event>` one after the other or inside `<Events>`, with either
 * kind of quote. The text is split, not parsed. As with Splunk's line breaker for this sourcetype an event runs up to
 * the next `<Event`: text that follows on later lines stays with it, a prefix on the same line belongs to its event.
 */
export const xml: EventFormat = {
  name: 'xml',
  summary: 'Windows event log as XML, <Event> after <Event>',
  extensions: ['xml'],
  recognises: (head) => head.trimmed.startsWith('<') && /<Event[\s>]/.test(head.trimmed),
  open: (collector, options) => new EventXmlReader(collector, options),
};

const openTag = new TextEncoder().encode('<Event');
/** EF BB BF: files put together bring one in their middle. */
const byteOrderMark = '239,187,191';
/** What evtx_dump writes above each event. */
const evtxDumpTitle = /^Record \d+\s*$/gm;
const closeTag = new TextEncoder().encode('</Event>');

class EventXmlReader implements FormatReader {
  readonly #window = new ByteWindow();
  /** Start of the open event's record (its prefix included), or -1 between events. */
  #record = -1;
  #searchFrom = 0;
  /** Where the name in the open event's tag ends. */
  #tagEnd = 0;
  #line = 1;
  /** Position up to which lines are counted. */
  #counted = 0;
  /** The record at hand has passed the limit: nothing of it is kept until the next begins. */
  #overlong = false;

  constructor(
    private readonly collector: EventCollector,
    private readonly options: FormatOptions,
  ) {}

  push(chunk: Uint8Array): void {
    const moved = this.#window.append(chunk);
    this.#searchFrom -= moved;
    this.#counted -= moved;
    this.#tagEnd = Math.max(this.#window.start, this.#tagEnd - moved);
    if (this.#record !== -1) this.#record -= moved;
    this.#scan();
  }

  end(): void {
    const window = this.#window;
    if (this.#record !== -1 && !this.#overlong) this.#finish(window.end);
    else if (this.#record === -1) this.#outside(window.start, window.end);
  }

  #scan(): void {
    const window = this.#window;
    for (;;) {
      const tag = this.#nextStart();
      if (tag === -1) break;
      const begin = this.#prefixStart(tag);
      if (this.#record === -1) this.#outside(window.start, begin);
      else if (!this.#overlong) this.#finish(begin);
      this.#overlong = false;
      this.#countTo(begin);
      this.#record = begin;
      window.drop(begin);
      this.#searchFrom = tag + openTag.length;
      this.#tagEnd = this.#searchFrom;
    }
    if (this.#record !== -1) this.#limit();
    else this.#forgetBlank();
  }

  /** The next `<Event` that is the element itself, not `<EventID>` or `<Events>`; -1 when more bytes are needed. */
  #nextStart(): number {
    const window = this.#window;
    let from = Math.max(this.#searchFrom, window.start);
    for (;;) {
      const at = indexOfSequence(window.bytes, openTag, from, window.end);
      if (at === -1 || at + openTag.length >= window.end) {
        this.#searchFrom = at === -1 ? Math.max(window.start, window.end - openTag.length + 1, from) : at;
        return -1;
      }
      const next = window.bytes[at + openTag.length]!;
      if (next === 0x3e || next === 0x20 || (next >= 0x09 && next <= 0x0d)) return at;
      from = at + openTag.length;
    }
  }

  /** Where the record of a tag begins: at its line's start when other text (a syslog header) leads to it. */
  #prefixStart(tag: number): number {
    const { bytes, start } = this.#window;
    const bound = this.#record === -1 ? start : this.#tagEnd;
    let at = tag;
    while (at > bound && bytes[at - 1] !== 0x0a && bytes[at - 1] !== 0x3e) at--;
    if (at > bound ? bytes[at - 1] === 0x3e : this.#record !== -1) return tag;
    while (
      at < tag &&
      (bytes[at]! <= 0x20 || (bytes[at]! >= 0xbb && bytes.subarray(at, at + 3).join() === byteOrderMark))
    ) {
      at += bytes[at]! <= 0x20 ? 1 : 3;
    }
    return at;
  }

  #finish(end: number): void {
    const window = this.#window;
    const start = this.#record;
    const offset = window.offsetOf(start);
    if (end - start > this.options.maxRecordBytes) {
      this.#refuseOverlong();
      this.#countTo(end);
      this.#record = -1;
      window.drop(end);
      return;
    }
    const text = withoutWrapper(decodeText(window.bytes, start, end));
    if (!text.includes('</Event>') && !/^<Event[^>]*\/>/.test(text)) {
      this.collector.bad(this.#line, offset, 'is an <Event> without its end', text);
    } else {
      const event = this.collector.event(text, timeOfEventXml(text, this.collector.time), this.#line, offset);
      const channel = elementText(text, '<Channel>');
      this.collector.suggest(
        event,
        elementText(text, '<Computer>'),
        channel === undefined ? undefined : `XmlWinEventLog:${channel}`,
      );
    }
    this.#countTo(end);
    this.#record = -1;
    window.drop(end);
  }

  /** Text that belongs to no event: markup around the events is expected, anything else is counted. */
  #outside(start: number, end: number): void {
    if (end <= start) return;
    const text = decodeText(this.#window.bytes, start, end)
      .replace(/<[^<>]*>|[\uFEFF\0]/g, '')
      .replace(evtxDumpTitle, '')
      .trim();
    if (text !== '') {
      this.collector.bad(this.#line, this.#window.offsetOf(start), 'is outside of any <Event>', text);
    }
    this.#countTo(end);
  }

  #limit(): void {
    const window = this.#window;
    if (!this.#overlong && window.end - this.#record <= this.options.maxRecordBytes + closeTag.length) return;
    if (!this.#overlong) this.#refuseOverlong();
    this.#overlong = true;
    this.#keepTail();
  }

  #refuseOverlong(): void {
    const start = this.#record;
    const text = decodeText(this.#window.bytes, start, Math.min(this.#window.end, start + 200));
    this.collector.cut(this.#line);
    this.collector.bad(this.#line, this.#window.offsetOf(start), 'is an <Event> longer than the limit', text);
  }

  /** Before the first event only the last line matters, for it may become a prefix. */
  #forgetBlank(): void {
    if (this.#window.length > this.options.maxRecordBytes) {
      this.#outside(this.#window.start, this.#searchFrom);
      this.#keepTail();
    }
  }

  #keepTail(): void {
    const window = this.#window;
    const keep = Math.max(window.start, Math.min(this.#searchFrom, window.end - openTag.length));
    this.#countTo(keep);
    window.drop(keep);
    this.#tagEnd = Math.max(this.#tagEnd, keep);
    if (this.#record !== -1) this.#record = keep;
  }

  #countTo(position: number): void {
    if (position <= this.#counted) return;
    this.#line += countLineFeeds(this.#window.bytes, this.#counted, position);
    this.#counted = position;
  }
}

/** The record's text without the end of a surrounding `<Events>` and without blanks around it. */
function withoutWrapper(text: string): string {
  const trimmed = trimBlanks(text);
  return trimmed.endsWith('</Events>') ? trimBlanks(trimmed.slice(0, -'</Events>'.length)) : trimmed;
}

function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) <= 0x20 || text.charCodeAt(end - 1) === 0xfeff)) end--;
  return text.slice(0, end);
}

function elementText(text: string, tag: string): string | undefined {
  const at = text.indexOf(tag);
  if (at === -1) return undefined;
  const end = text.indexOf('<', at + tag.length);
  return end > at + tag.length ? text.slice(at + tag.length, end) : undefined;
}
