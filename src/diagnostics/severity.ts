/** `error`: the thing is refused. `warning`: it runs, but a reader should look. `info`: a note on what was done. */
export type Severity = 'error' | 'warning' | 'info';
