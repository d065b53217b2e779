import { defineCodes } from '../define-codes.js';

export const eventCodes = defineCodes({
  'unreadable-input': {
    severity: 'error',
    message: ({ file, reason }: { file: string; reason: string }) => `cannot read ${file}: ${reason}`,
    explanation:
      'A file or folder with events could not be read: it does not exist, may not be opened, or is damaged from its first byte. ' +
      'Its events are missing from every result. Check the path and its permissions.',
  },
  'binary-input': {
    severity: 'error',
    message: ({ file }: { file: string }) => `${file} holds no text: no event was read from it`,
    explanation:
      'The beginning of the file is binary data in no format that is understood. Reading it as lines would yield junk events. ' +
      'Convert it to JSON lines, CSV or XML, or force a format if it is text after all.',
  },
  'bad-event-line': {
    severity: 'warning',
    message: ({ file, line, reason, excerpt }: { file: string; line: number; reason: string; excerpt: string }) =>
      `${file}:${line}: this ${reason}: ${excerpt}`,
    explanation:
      'A part of the file does not follow its format, so that it yields no event or one with fields missing. The rest of the file ' +
      'is read. Only the first places are shown. Mend the file, or name its format if the wrong one was recognised.',
  },
  'more-bad-event-lines': {
    severity: 'warning',
    message: ({ file, count, format }: { file: string; count: number; format: string }) =>
      `${file}: ${count} more places are not valid ${format}`,
    explanation:
      'The first bad places of a file are shown one by one, the others are counted here. When nearly every line is bad, the file ' +
      'was probably read in the wrong format: name the right one.',
  },
  'truncated-input': {
    severity: 'warning',
    message: ({ file, reason, events }: { file: string; reason: string; events: number }) =>
      `${file} ends early (${reason}): the ${events} events before that were read`,
    explanation:
      'A compressed file or an archive breaks off or is damaged. What could be unpacked was read; events after that place are missing. ' +
      'Fetch or compress the file again.',
  },
  'line-too-long': {
    severity: 'warning',
    message: ({ file, line, count, limit }: { file: string; line: number; count: number; limit: number }) =>
      `${file}:${line}: longer than ${limit} bytes, cut there${count > 1 ? ` (so are ${count - 1} more in this file)` : ''}`,
    explanation:
      'A line or record passes the size limit, which keeps memory bounded. Plain text is kept up to the limit; JSON, XML and quoted CSV ' +
      'records cannot be cut and are left out. Raise the limit if such records are genuine.',
  },
  'invalid-text': {
    severity: 'warning',
    message: ({ file, line, count }: { file: string; line: number; count: number }) =>
      `${file}:${line}: ${counted(count, 'event', 'holds', 'hold')} bytes that are not UTF-8 (or were replaced before), shown as \uFFFD${first(count)}`,
    explanation:
      'The file is not (wholly) UTF-8, UTF-16 or UTF-32. Every such byte was replaced by U+FFFD, so that comparisons with these parts of the ' +
      'text fail. Convert the file to UTF-8.',
  },
  'nul-bytes': {
    severity: 'warning',
    message: ({ file, line, count }: { file: string; line: number; count: number }) =>
      `${file}:${line}: ${counted(count, 'line', 'holds', 'hold')} NUL bytes${first(count)}`,
    explanation:
      'Text holds no NUL bytes: a log was preallocated and not filled, its machine went down while writing, or the file is binary. NUL ' +
      'bytes at the ends of a line are dropped, and a line of nothing else is no event; those inside stay part of the event.',
  },
  'events-in-future': {
    severity: 'info',
    message: ({ file, line, count }: { file: string; line: number; count: number }) =>
      `${file}:${line}: ${counted(count, 'event', 'is', 'are')} more than a day after now${first(count)}`,
    explanation:
      'The time of these events lies after the start of the run, or after --now. They are searched like all others unless --latest leaves ' +
      'them out. A clock may have been wrong, or the timestamp was not read as it was meant (month before day, epoch units).',
  },
  'no-events': {
    severity: 'warning',
    message: ({ inputs }: { inputs: string }) => `there is no event in ${inputs}`,
    explanation:
      'Everything that was named as events has been read, and no event was found in it: the files are empty, or a folder holds none. ' +
      'Check the path.',
  },
  'events-without-time': {
    severity: 'info',
    message: ({ file, line, count, events }: { file: string; line: number; count: number; events: number }) =>
      `${file}:${line}: ${count} of ${events} events state no time of their own${first(count)}`,
    explanation:
      'No valid timestamp was found in these events. Each takes the time of the event before it in the file; those before the first ' +
      'timestamp have no _time. Searches over time windows may miss them. Timestamps without a year need a given `now`.',
  },
  'unknown-log-kind': {
    severity: 'info',
    message: ({ file, line, more }: { file: string; line: number; more: number }) =>
      `${file}:${line}: this event states no sourcetype and looks like no kind of log that is known${more > 0 ? ` (so it is in ${more} more ${more === 1 ? 'file' : 'files'})` : ''}; say what it is with --sourcetype`,
    explanation:
      'Searches that name a sourcetype or go through a data model find only events whose kind is known. The file says ' +
      'nothing, and no definition in rules/sources fits its first event. Give --sourcetype (and --source), a YAML file beside the log, or a ' +
      'definition of your own with --knowledge. This is said only where no search had a row.',
  },
  'evtx-support-missing': {
    severity: 'error',
    message: ({ file }: { file: string }) =>
      `cannot read ${file}: EVTX files need the package @ts-evtx/core (npm install @ts-evtx/core)`,
    explanation:
      'EVTX is a binary format whose reader is large and therefore not installed with escudo. Install it beside escudo with ' +
      '`npm install @ts-evtx/core`, or convert the file to XML on Windows with `wevtutil qe FILE /lf:true /f:XML`.',
  },
  'unreadable-dataset-file': {
    severity: 'warning',
    message: ({ file, reason }: { file: string; reason: string }) => `${file} does not describe a data set: ${reason}`,
    explanation:
      'A YAML file beside the logs looks like the description of a data set, but cannot be read. Events of the logs beside it do ' +
      'not get their sourcetype and source from it. Mend the file or give the values as options.',
  },
  'unknown-event-format': {
    severity: 'error',
    message: ({ name, known }: { name: string; known: string }) =>
      `there is no event format "${name}"; known: ${known}`,
    explanation:
      'The name given for the format of the events is not one of those known. Leave it out to have it recognised.',
  },
});

function counted(count: number, what: string, one: string, several: string): string {
  return count === 1 ? `1 ${what} ${one}` : `${count} ${what}s ${several}`;
}

/** The place in front of a message is that of the first. */
function first(count: number): string {
  return count === 1 ? '' : ', this one first';
}
