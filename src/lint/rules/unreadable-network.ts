import { parseNetwork } from '../../values/ip.js';
import { commandsOf, literalCalls } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `cidrmatch` with what is no network, or with its arguments the wrong way round. */
export const unreadableNetwork = defineRule({
  id: 'unreadable-network',
  severity: 'warning',
  category: 'language',
  what: '`cidrmatch` is given a text that is no network, or the network as its second argument.',
  why: 'It then holds for no address: the condition is dead, or the exclusion excludes nothing.',
  fix: 'Write the network first and with a prefix that fits: cidrmatch("10.0.0.0/8", src_ip).',
  good: [
    { search: 'index=a sourcetype=b | where cidrmatch("10.0.0.0/8", src) | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where cidrmatch(network, src) | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where cidrmatch("fe80::/10", src) | stats count by dest, user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | where cidrmatch("10.0.0.0/33", src) | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where cidrmatch("10.0.0.*", src) | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where cidrmatch(src, "10.0.0.0/8") | stats count by dest, user' },
  ],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      for (const { literal } of literalCalls(command, 'cidrmatch', 0))
        if (parseNetwork(literal.value) === null)
          cx.report(`"${literal.value}" is no network, so that no address belongs to it.`, {
            at: searchPlace(search, literal.span),
            help: ['Write an address and the length of its prefix: 10.0.0.0/8, fe80::/10.'],
          });
      for (const { call, literal } of literalCalls(command, 'cidrmatch', 1))
        if (call.args[0]?.kind !== 'string' && literal.value.includes('/') && parseNetwork(literal.value) !== null)
          cx.report(`The network "${literal.value}" stands where \`cidrmatch\` reads the address.`, {
            at: searchPlace(search, call.span),
            help: ['Write the network first, and the address after it.'],
          });
    }
  },
});
