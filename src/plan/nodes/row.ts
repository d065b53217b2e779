import type { Expression, NamePart, SearchExpression } from '../../syntax/ast.js';
import type { Span as BinSpan } from '../../values/time/span.js';
import type { PlanBase } from '../base.js';
import type { ForeachTemplate } from '../foreach-template.js';
import type { PlanNode } from '../plan.js';

/** Keeps the rows for which the condition holds. */
export interface Filter extends PlanBase {
  readonly kind: 'filter';
  readonly input: PlanNode;
  readonly condition: Condition;
}

export type Condition =
  /** Search rules: case-insensitive, wildcards, keywords against `_raw` (spl-core 1.7 to 1.10). */
  | { readonly language: 'search'; readonly expression: SearchExpression }
  /** Eval rules (spl-core 2). */
  | { readonly language: 'eval'; readonly expression: Expression }
  /** The `regex` command. */
  | { readonly language: 'regex'; readonly field: string; readonly pattern: string; readonly negated: boolean };

/** Fields computed from the row, one after the other (spl-core 1.11). */
export interface Extend extends PlanBase {
  readonly kind: 'extend';
  readonly input: PlanNode;
  readonly assignments: readonly Assignment[];
}

export interface Assignment {
  readonly target: string;
  /** What the name is made of where it differs from row to row: `{k}_count`. */
  readonly computed: readonly NamePart[] | undefined;
  readonly expression: Expression;
}

/** Which fields a row keeps. `keep`: `fields`, internal fields stay; `drop`: `fields -`; `table`: these and no others, in order. */
export interface Project extends PlanBase {
  readonly kind: 'project';
  readonly input: PlanNode;
  readonly mode: 'keep' | 'drop' | 'table';
  /** Names or wildcard patterns. */
  readonly patterns: readonly string[];
  /** No command of the search, but what leaves of events only what is asked of them: nothing else of their text is held. */
  readonly held?: true;
}

/** Internal fields that the source of an event may hold; others are made by commands, and stay with `fields` (spl-commands 6.1). */
export const internalOfEvents: readonly string[] = ['_time', '_raw', '_indextime', '_sourcetype'];

/** New names for fields; patterns have as many asterisks on both sides (spl-commands 6.2). */
export interface Rename extends PlanBase {
  readonly kind: 'rename';
  readonly input: PlanNode;
  readonly pairs: readonly { readonly from: string; readonly to: string }[];
}

/** New fields taken out of the text of others. */
export interface Extract extends PlanBase {
  readonly kind: 'extract';
  readonly input: PlanNode;
  readonly method: ExtractMethod;
}

export type ExtractMethod =
  | {
      readonly name: 'rex';
      readonly field: string;
      readonly pattern: string;
      /** 0: no limit. */
      readonly maxMatch: number;
      readonly offsetField: string | undefined;
    }
  | { readonly name: 'sed'; readonly field: string; readonly script: string }
  | {
      readonly name: 'spath';
      readonly field: string;
      readonly path: string | undefined;
      readonly output: string | undefined;
    }
  | {
      readonly name: 'kv';
      readonly pairDelimiters: string | undefined;
      readonly keyDelimiters: string | undefined;
      readonly repeated: boolean;
      /** Fields at most. */
      readonly limit: number;
      /** Undefined: the limit of the run. */
      readonly maxCharacters: number | undefined;
      readonly cleanKeys: boolean;
    }
  | { readonly name: 'xmlkv'; readonly field: string }
  | {
      readonly name: 'xpath';
      readonly field: string;
      readonly path: string;
      readonly output: string;
      readonly fallback: string | undefined;
    }
  | { readonly name: 'fromjson'; readonly field: string; readonly prefix: string }
  | {
      readonly name: 'iplocation';
      readonly field: string;
      readonly prefix: string;
      readonly allFields: boolean;
      readonly language: string | undefined;
    }
  | {
      readonly name: 'rangemap';
      readonly field: string;
      readonly ranges: readonly { readonly name: string; readonly low: number; readonly high: number }[];
      readonly fallback: string;
    }
  | {
      readonly name: 'strcat';
      readonly parts: readonly { readonly text: string; readonly literal: boolean }[];
      readonly output: string;
      readonly allRequired: boolean;
    }
  | {
      readonly name: 'tojson';
      readonly patterns: readonly { readonly pattern: string; readonly type: JsonFieldType }[];
      readonly defaultType: JsonFieldType;
      readonly fillNull: boolean;
      readonly includeInternal: boolean;
      readonly output: string;
    }
  | { readonly name: 'addtotals'; readonly patterns: readonly string[]; readonly output: string }
  | { readonly name: 'addinfo' }
  | { readonly name: 'reltime'; readonly times: readonly { readonly field: string; readonly as: string }[] };

export type JsonFieldType = 'auto' | 'bool' | 'json' | 'none' | 'num' | 'str';

/** One function applied to each value of the fields that fit a pattern (`convert`, `makemv`, `nomv`, `replace`). */
export interface Transform extends PlanBase {
  readonly kind: 'transform';
  readonly input: PlanNode;
  readonly items: readonly TransformItem[];
}

export interface TransformItem {
  readonly pattern: string;
  /** New name, with as many asterisks as the pattern; undefined: in place. */
  readonly as: string | undefined;
  readonly change: ValueChange;
}

export type ValueChange =
  | { readonly name: 'ctime'; readonly format: string }
  | { readonly name: 'mktime'; readonly format: string }
  | { readonly name: 'auto' | 'num' | 'none' | 'dur2sec' | 'mstime' | 'memk' | 'rmcomma' | 'rmunit' }
  | { readonly name: 'split'; readonly delimiter: string; readonly allowEmpty: boolean }
  | { readonly name: 'tokenize'; readonly pattern: string }
  | { readonly name: 'join'; readonly delimiter: string | undefined }
  | { readonly name: 'replace'; readonly rules: readonly { readonly from: string; readonly to: string }[] };

/** Values for absent fields. `value`: a constant; `previous`: the last one above (`filldown`). */
export interface Fill extends PlanBase {
  readonly kind: 'fill';
  readonly input: PlanNode;
  /** Undefined: all fields that some row has. */
  readonly patterns: readonly string[] | undefined;
  readonly with: { readonly from: 'value'; readonly value: string } | { readonly from: 'previous' };
}

/** Values put into bins (spl-commands 6.6). */
export interface Bin extends PlanBase {
  readonly kind: 'bin';
  readonly input: PlanNode;
  readonly field: string;
  readonly as: string | undefined;
  readonly bins: BinOptions;
}

export interface BinOptions {
  readonly span: BinSpan | undefined;
  readonly bins: number | undefined;
  readonly minimumSpan: BinSpan | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** `earliest`, `latest` or a time as written. */
  readonly align: string | undefined;
}

/** One row per value of a multivalue field (`mvexpand`). */
export interface Unnest extends PlanBase {
  readonly kind: 'unnest';
  readonly input: PlanNode;
  readonly field: string;
  /** 0: all values. */
  readonly limit: number;
}

/** Fields from a table that agrees with the row (spl-commands 8.1). */
export interface Lookup extends PlanBase {
  readonly kind: 'lookup';
  readonly input: PlanNode;
  readonly table: string;
  readonly tableSpan: PlanBase['span'];
  readonly inputs: readonly LookupField[];
  /** Undefined: every other column. */
  readonly outputs: readonly LookupField[] | undefined;
  /** OUTPUT overwrites, OUTPUTNEW fills. */
  readonly overwrite: boolean;
}

export interface LookupField {
  readonly table: string;
  readonly event: string;
  /** Of the column of the table. */
  readonly span: PlanBase['span'];
}

/** Commands run for each field that fits, or for each item of a field (spl-commands 6.7). */
export interface Foreach extends PlanBase {
  readonly kind: 'foreach';
  readonly input: PlanNode;
  readonly each: ForeachFields | ForeachItems;
}

/** The template is filled in for each field that the patterns fit, and run on the row. */
export interface ForeachFields {
  readonly over: 'fields';
  readonly patterns: readonly string[];
  readonly template: ForeachTemplate;
  readonly templateSpan: PlanBase['span'];
  /** What every instance must come to (`planShape`): a field name from the data cannot add commands. */
  readonly shape: string;
}

/** Assignments computed for each item of a field; `<<ITEM>>` and `<<ITER>>` are fields of the row meanwhile. */
export interface ForeachItems {
  readonly over: 'items';
  readonly mode: 'multivalue' | 'json_array' | 'auto_collections';
  readonly field: string;
  readonly assignments: readonly Assignment[];
}

/** How fields are shown to people; the values stay (`fieldformat`). */
export interface Display extends PlanBase {
  readonly kind: 'display';
  readonly input: PlanNode;
  readonly formats: readonly Assignment[];
}
