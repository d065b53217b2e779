import { products } from '../../content/vocabulary.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';

const categories = new Set([
  'Abuse',
  'Account Compromise',
  'Adversary Tactics',
  'Best Practices',
  'Cloud Security',
  'Compliance',
  'Data Destruction',
  'Lateral Movement',
  'Malware',
  'Privilege Escalation',
  'Ransomware',
  'Unauthorized Software',
  'Uncategorized',
  'Vulnerability',
]);
const useCases = new Set([
  'Advanced Threat Detection',
  'Application Security',
  'Compliance',
  'Fraud Detection',
  'Insider Threat',
  'Other',
  'Security Monitoring',
]);

/** Category, product and use case of a story. */
export const storyAnnotations = defineRule({
  id: 'story-annotations',
  severity: 'error',
  category: 'metadata',
  what: 'An analytic story names no category, product or use case, or one that does not exist.',
  why: 'Enterprise Security lists stories by these; a story with another word is found nowhere.',
  fix: 'Choose from the known words.',
  contentctl: ['story category/product/usecase enums'],
  good: [
    {
      files: {
        'stories/example_story.yml':
          'name: Example Story\nnarrative: It goes.\ntags: {category: [Malware], product: [Splunk Cloud], usecase: Security Monitoring}',
      },
    },
    {
      files: {
        'stories/example_story.yml':
          'name: Example Story\nnarrative: It goes.\ncategory: [Malware]\nproduct: [Splunk Cloud]\nusecase: Other',
      },
    },
  ],
  bad: [
    {
      files: {
        'stories/example_story.yml':
          'name: Example Story\nnarrative: It goes.\ntags: {category: [Viruses], product: [Splunk Cloud], usecase: Other}',
      },
    },
    {
      files: {
        'stories/example_story.yml':
          'name: Example Story\nnarrative: It goes.\ntags: {category: [Malware], product: [Splonk], usecase: Other}',
      },
    },
    {
      files: {
        'stories/example_story.yml':
          'name: Example Story\nnarrative: It goes.\ncategory: [Malware]\nproduct: [Splunk Cloud]\nusecase: Others',
      },
    },
    { files: { 'stories/example_story.yml': 'name: Example Story\nnarrative: It goes.' } },
  ],
  content(cx) {
    for (const story of cx.content.companions) {
      if (story.kind !== 'story') continue;
      const useCase = story.useCase === undefined ? [] : [story.useCase];
      for (const [key, noun, given, known] of [
        ['category', 'category', story.categories, categories],
        ['product', 'product', story.products, products],
        ['usecase', 'use case', useCase, useCases],
      ] as const) {
        const about = story.tagged ? `tags.${key}` : key;
        if (given.length === 0) cx.report(`The story names no ${noun}.`, { at: story.at, about });
        for (const { text, at } of given)
          if (!known.has(text))
            cx.report(`\`${text}\` is no ${noun} of a story.`, {
              at,
              help: [...didYouMean(suggest(text, known, 1)), `Known: ${[...known].join(', ')}.`],
            });
      }
    }
  },
});
