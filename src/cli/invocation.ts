import type { Settings } from '../api/options.js';
import type { CliIo } from './io.js';
import type { OptionValues } from './option.js';
import type { RunSettings } from './run-settings.js';

/** A command as it was called: what it works with, and what its options say. */
export interface Invocation {
  readonly values: OptionValues;
  readonly io: CliIo;
  readonly given: RunSettings;
  /** What searches run with, as `given` says. */
  readonly settings: Settings;
}
