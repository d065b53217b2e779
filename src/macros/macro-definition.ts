import type { Source } from '../source/source.js';

/** A search macro: text with a name (spl-core 5.1). Name and number of arguments together identify it. */
export interface MacroDefinition {
  readonly name: string;
  /** Parameter names; `$name$` in the definition is replaced by the argument. */
  readonly args: readonly string[];
  /** The text, with its origin in a YAML file or an option. */
  readonly definition: Source;
  /** Only that there is such a macro is known; what stands for it depends on where it is called. Without `args` it takes any number. */
  readonly isUnknown?: boolean;
  /** The definition is an eval expression whose value is the text (`iseval = true`). */
  readonly isEval?: boolean;
  /** An eval expression over the arguments that says whether they are right: false, or a text that says what is wrong. */
  readonly validation?: string;
  /** What is said when a Boolean validation fails (`errormsg`). */
  readonly errorMessage?: string;
}

/** Where macro expansion looks for definitions. */
export interface MacroResolver {
  /** The macro of this name with this number of arguments. */
  find(name: string, arity: number): MacroDefinition | undefined;
  /** Every macro of this name, whatever its number of arguments. */
  named(name: string): readonly MacroDefinition[];
  /** Known names, for suggestions. */
  names(): Iterable<string>;
}
