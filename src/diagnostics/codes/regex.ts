import { defineCodes } from '../define-codes.js';

export const regexCodes = defineCodes({});
