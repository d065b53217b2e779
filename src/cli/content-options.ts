import type { OptionSpec } from './option.js';

/** `--content`; `what` the content root is looked for above. */
export function contentOption(what: string): OptionSpec {
  return {
    name: 'content',
    value: 'DIR',
    group: 'Content',
    summary: `The content root, which macros, lookups, deployments and baselines are taken from. Default: the folder with contentctl.yml, or with at least two of detections/, macros/ and lookups/, at or above the ${what}.`,
  };
}

/** `--config`: what a check is told about the content. */
export const configOption: OptionSpec = {
  name: 'config',
  value: 'FILE',
  group: 'Content',
  summary: 'The configuration. Default: escudo.yml at the content root or above it.',
};

/** Macros that go over those of the content root. */
export const macroOptions: readonly OptionSpec[] = [
  {
    name: 'macro',
    value: "'NAME=TEXT'",
    repeat: true,
    group: 'Content',
    summary: "Define a macro, over all others of that name: 'wmi=sourcetype=XmlWinEventLog', 'f(x)=rename $x$ AS y'.",
  },
  {
    name: 'macros',
    value: 'PATH',
    repeat: true,
    group: 'Content',
    summary: 'File or folder (YAML, macros.conf, transforms.conf) whose macros and lookups override the content root.',
  },
];

/** `--knowledge`: definitions that go over the shipped ones. */
export function knowledgeOption(folders: string): OptionSpec {
  return {
    name: 'knowledge',
    value: 'DIR',
    repeat: true,
    group: 'Content',
    summary: `Folder with ${folders} of your own, over those that come with escudo.`,
  };
}

export const geoipOption: OptionSpec = {
  name: 'geoip',
  value: 'FILE',
  group: 'Content',
  summary: 'MaxMind database (.mmdb) for iplocation. Without it iplocation adds no fields, and says so.',
};

export const timeZoneOption: OptionSpec = {
  name: 'time-zone',
  value: 'ZONE',
  group: 'Time',
  summary: 'Zone of the search and of timestamps without one, such as Europe/Berlin. Default: UTC.',
};
