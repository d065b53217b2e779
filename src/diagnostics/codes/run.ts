import { defineCodes } from '../define-codes.js';

export const runCodes = defineCodes({
  'run-note': {
    severity: 'warning',
    message: ({ message }: { message: string }) => message,
    explanation: 'Something in the data or a limit changed what the search gives; the results are what could be computed.',
  },
});
