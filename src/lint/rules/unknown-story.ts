import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';

/** An analytic story that nobody wrote. */
export const unknownStory = defineRule({
  id: 'unknown-story',
  severity: 'error',
  category: 'references',
  what: 'A detection or baseline is filed under an analytic story that has no file in `stories/`.',
  why: 'The build refuses it: the story that should explain the finding does not exist.',
  fix: 'Correct the name, or write the story.',
  contentctl: ['analytic_story resolves'],
  good: [{}, { files: { 'stories/example_story.yml': 'name: Example Story\nnarrative: It goes.' } }],
  bad: [{ files: { 'stories/another_story.yml': 'name: Another Story\nnarrative: It goes.' } }],
  content(cx) {
    const names = new Set(cx.content.companions.flatMap((each) => (each.kind === 'story' ? each.name.text : [])));
    // A repository of detections alone leaves its stories to another one.
    if (names.size === 0) return;
    for (const { stories } of cx.content.searches) {
      for (const { text, at } of stories) {
        if (text === '' || names.has(text)) continue;
        cx.report(`There is no analytic story \`${text}\`.`, {
          at,
          help: () => didYouMean(suggest(text, names)),
        });
      }
    }
  },
});
