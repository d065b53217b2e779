import { stat } from 'node:fs/promises';

/** Whether a word of the command line is no path, neither of something that is there nor in its form, and so may be a name. */
export async function mayBeName(word: string): Promise<boolean> {
  if (word === '' || word === '-' || word.includes('\0') || /\.(?:ya?ml|json|xml)$|^\.{0,2}[\\/]/i.test(word))
    return false;
  // `REV:PATH` of `escudo diff`.
  if (/^[^\s:]+:\S/.test(word)) return false;
  try {
    await stat(word);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
  }
}
