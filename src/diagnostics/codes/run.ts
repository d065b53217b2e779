import { defineCodes } from '../define-codes.js';

export const runCodes = defineCodes({});
