import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `analyzefields`: parsed, not run. */
export const analyzefields = refusedCommand({
  name: 'analyzefields',
  aliases: ['af'],
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  summary: 'Measures how well numeric fields foretell the value of another field.',
  reason: 'how it measures what a field foretells is not described well enough to compute the same numbers.',
});
