import { visible } from './visible-text.js';

/** Text of a workflow command of GitHub Actions. Names and values come from content and events: what would act on a terminal that shows the log is made visible. */
export function commandText(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map(visible);
  return lines.join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** The same as a property, which ends at a colon or comma. */
export function commandProperty(text: string): string {
  return commandText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
