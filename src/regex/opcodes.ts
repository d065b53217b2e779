// Instructions of the budgeted matcher, each followed by its operands in the code array.

/** The match is found. */
export const MATCH = 0;
/** code */
export const CHAR = 1;
/** code, other case */
export const CHAR2 = 2;
/** set number */
export const SET = 3;
/** address */
export const JUMP = 4;
/** address to go on from when what follows fails */
export const CHOICE = 5;
/** group number */
export const OPEN = 6;
/** group number */
export const CLOSE = 7;
/** set, min, max (-1 open), code that must follow or -1 */
export const RUN_GREEDY = 8;
/** set, min, max */
export const RUN_LAZY = 9;
/** set, min, max */
export const RUN_POSSESSIVE = 10;
/** register of the count; the next register holds where the iteration began */
export const LOOP_INIT = 11;
/** register, min, max, lazy, address of the exit; LOOP_ENTER follows */
export const LOOP = 12;
/** register */
export const LOOP_ENTER = 13;
/** register, min, address of the LOOP, address of the exit */
export const LOOP_BACK = 14;
/** register for the height of the backtrack stack; the next register holds the position */
export const MARK = 15;
/** register: forgets the choices made since the mark */
export const CUT = 16;
/** register: the same, and goes back to the position of the mark */
export const CUT_BACK = 17;
/** register: undoes everything since the mark and fails */
export const UNDO_FAIL = 18;
/** register, address: undoes everything since the mark and goes on there */
export const UNDO_JUMP = 19;
/** number of a list of groups, address when none of them took part */
export const IF_GROUP = 20;
/** number of a list of groups or -1 for any recursion, address when not inside it */
export const IF_RECURSION = 21;
/** number of a list of groups, ignore case */
export const BACKREF = 22;
/** place, see `anchorCodes` */
export const ANCHOR = 23;
export const KEEP = 24;
export const GRAPHEME = 25;
/** group number, address */
export const CALL = 26;
/** group number: the end of that group, which returns when it was called */
export const RETURN = 27;
export const FAIL = 28;
/** count: steps back so many code points */
export const BACK = 29;
