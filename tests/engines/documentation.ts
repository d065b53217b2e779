import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The command lines of docs/engines.md that hold all of these words, as lists of words; `places` replaces what an example cannot name. */
export function documentedCommands(
  holding: string,
  places: Readonly<Record<string, string>>,
): (readonly [string, readonly string[]])[] {
  const text = readFileSync(fileURLToPath(new URL('../../docs/engines.md', import.meta.url)), 'utf8');
  const lines = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split('\n'));
  return lines
    .filter((line) => line.includes(holding))
    .map((line) => {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
      const placed = words.map((word) =>
        Object.entries(places).reduce((found, [from, to]) => found.replace(from, () => to), word),
      );
      return [line, placed.slice(1)] as const;
    });
}
