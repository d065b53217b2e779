import type { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';

/** Takes fields out of one row, in place. */
export type RowExtraction = (event: Event, context: ExecContext) => void;
