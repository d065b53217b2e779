import type { EventCollector } from './collector.js';
import type { LineBatch } from './line-batch.js';
import type { FilterSizes } from './line-filter/filter-schedule.js';
import type { LineFilter, LineForm } from './line-filter/line-filter.js';
import type { LineEnding } from './line-splitter.js';

/** The first bytes of an input as text, for recognition. */
export interface InputHead {
  /** At most {@link headBytes} of the input; the last line may be cut. */
  readonly text: string;
  /** `text` without leading blanks, and its first line. */
  readonly trimmed: string;
  readonly firstLine: string;
  /** The whole lines of `trimmed` that are not blank; a cut last line is left out unless it is the only one. */
  readonly lines: readonly string[];
  /** The input is longer than the head. */
  readonly more: boolean;
}

export const headBytes = 16_384;

/** Turns the bytes of one input into events, chunk by chunk. Chunk boundaries never change what is read. */
export interface FormatReader {
  push(chunk: Uint8Array): void;
  end(): void;
  /** Where every line stands for itself, from the next line on: takes lines that were cut out elsewhere. */
  readonly lines?: (passed: PassedLines) => LineTaker;
}

/** Takes the wanted lines of one stretch of the input after the other. */
export interface LineTaker {
  /** The number of the line with which the next stretch begins. */
  readonly line: number;
  /** Where in the text it begins. */
  readonly offset: number;
  take(batch: LineBatch): void;
}

/** Reads again what lies between two offsets of the input, in pieces of whole lines, the last piece first. */
export type PassedLines = (from: number, to: number) => Iterable<Uint8Array>;

/** Handles the text of one line that is not blank. */
export type TextLineHandler = (text: string, line: number, offset: number, ending: LineEnding) => void;

/** Which lines of an input are worth reading. */
export interface PassingOptions {
  /** Undefined: all of them; lines may be cut out elsewhere all the same ({@link FormatReader.lines}). */
  readonly filter: LineFilter | undefined;
  /** Default: {@link defaultFilterSizes}. */
  readonly sizes?: FilterSizes | undefined;
}

export interface FormatOptions {
  /** Longest line or record in bytes; longer ones are cut or refused, and counted. */
  readonly maxRecordBytes: number;
  readonly head: InputHead;
  /** Lines that need not be read; formats whose lines depend on each other do not use it. */
  readonly passing?: PassingOptions | undefined;
}

/** A kind of event file. */
export interface EventFormat {
  /** The name for `--format` and in reports. */
  readonly name: string;
  readonly summary: string;
  /** File name endings (without dot) that suggest it when the content says nothing. */
  readonly extensions: readonly string[];
  /** Whether the content is clearly of this format. */
  recognises(head: InputHead): boolean;
  /** Whether the content can be of this format where only the file's name says so; default: always. */
  suits?(head: InputHead): boolean;
  open(collector: EventCollector, options: FormatOptions): FormatReader;
  /** Where every line stands for itself: the form of lines that may be passed over. */
  readonly lineForm?: LineForm;
  /** Where every line stands for itself: makes the events of a line's text. */
  readonly lineEvents?: (collector: EventCollector, options: Pick<FormatOptions, 'maxRecordBytes'>) => TextLineHandler;
}
