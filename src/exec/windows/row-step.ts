import type { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';

/** Changes the rows of one run in their order; remembers what it needs of those before. */
export type RowStep = (event: Event) => void;

/** Begins a run. */
export type StartWindow = (context: ExecContext) => RowStep;
