import type { MacroDefinition, MacroResolver } from './macro-definition.js';

/**
 * Macros by name and number of arguments, built from layers (shipped content, a repository, options): a later layer
 * replaces the macros of earlier ones that have the same name and number of arguments. Names are case-sensitive.
 */
export class MacroRegistry implements MacroResolver {
  readonly #byName = new Map<string, Map<number, MacroDefinition>>();

  constructor(...layers: readonly Iterable<MacroDefinition>[]) {
    for (const layer of layers) {
      for (const macro of layer) {
        let byArity = this.#byName.get(macro.name);
        if (byArity === undefined) {
          byArity = new Map();
          this.#byName.set(macro.name, byArity);
        }
        byArity.set(macro.args.length, macro);
      }
    }
  }

  find(name: string, arity: number): MacroDefinition | undefined {
    return this.#byName.get(name)?.get(arity);
  }

  /** In the order of the number of arguments. */
  named(name: string): readonly MacroDefinition[] {
    return [...(this.#byName.get(name)?.values() ?? [])].sort((a, b) => a.args.length - b.args.length);
  }

  names(): Iterable<string> {
    return this.#byName.keys();
  }
}
