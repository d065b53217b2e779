import { defineCodes } from '../define-codes.js';

export const eventCodes = defineCodes({});
