import type { Detection } from '../content/detection.js';
import type { ConversionNote } from './conversion-note.js';

/**
 * The risk of a detection as keys of ESCU 6.x, by its type (escu-formats 2): TTP and Anomaly keep what they say about entities as
 * intermediate findings. A finding needs a title that nobody has written yet: it is asked for, not made up.
 */
export function riskOfEscu6(detection: Detection): { value: Record<string, unknown>; notes: ConversionNote[] } {
  const { risk, type } = detection;
  const kind = type.toLowerCase();
  const notes: ConversionNote[] = [];
  const { entities, threatObjects } = risk;
  if (kind === 'hunting' || kind === 'correlation') {
    if (entities.length + threatObjects.length > 0) {
      const fields = [...entities, ...threatObjects].map((each) => each.field).join(', ');
      notes.push({
        kind: 'lost',
        text: `The risk of ${fields}: a ${type} detection of 6.x has no intermediate findings and no threat objects.`,
      });
    }
    if (kind === 'correlation')
      notes.push({ kind: 'missing', text: '`finding` with a title and an entity: a Correlation needs one.' });
    return { value: {}, notes };
  }
  if (kind === 'ttp') {
    const first = [...entities].sort((a, b) => b.score - a.score)[0];
    const example =
      first === undefined ? '' : `, such as {field: ${first.field}, type: ${first.type}, score: ${first.score}}`;
    notes.push({ kind: 'missing', text: `\`finding\` with a title and an entity${example}: a TTP needs one.` });
  }
  if (kind === 'anomaly' && entities.length === 0)
    notes.push({ kind: 'missing', text: '`intermediate_findings`: an Anomaly needs at least one entity.' });
  const value: Record<string, unknown> = {};
  if (entities.length > 0) {
    value['intermediate_findings'] = {
      entities: entities.map(({ field, type: entityType, score, message }) => {
        const text = message?.text.trim() ?? '';
        return { field, type: entityType, score, message: text === '' ? detection.name : message!.text };
      }),
    };
    const messages = new Set(entities.map((each) => each.message?.text ?? ''));
    for (const message of messages) {
      if (message.trim() === '')
        notes.push({
          kind: 'guessed',
          text: 'The message of the intermediate findings is the name of the detection: there was none.',
        });
      else if (!/\$[^$\s]+\$/.test(message))
        notes.push({
          kind: 'missing',
          text: `A field such as $${entities[0]!.field}$ in the message ${JSON.stringify(message.trim())}.`,
        });
    }
  }
  if (threatObjects.length > 0)
    value['threat_objects'] = threatObjects.map(({ field, type: objectType }) => ({ field, type: objectType }));
  return { value, notes };
}
