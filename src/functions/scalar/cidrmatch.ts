import { cidrContains, parseNetwork } from '../../values/ip.js';
import { someText } from '../../values/some-text.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction } from '../define.js';

/** `cidrmatch(cidr, ip)` (spl-core 3.1); host bits of the network are ignored. */
export const cidrmatch = defineFunction({
  name: 'cidrmatch',
  group: 'conditional',
  summary: 'Whether an IPv4 or IPv6 address belongs to a network.',
  parameters: [
    { name: 'cidr', type: 'string', text: 'The network, such as "10.0.0.0/8"; an address alone is itself.' },
    { name: 'ip', type: 'string', text: 'The address; of a multivalue, any value may belong.' },
  ],
  result: 'boolean',
  nulls: 'False, as for text that is no address.',
  examples: [
    { expression: 'if(cidrmatch("192.0.2.0/24","192.0.2.56"),"in","out")', result: 'in' },
    { expression: 'if(cidrmatch("182.236.164.11/16",ip),"in","out")', row: { ip: '182.236.1.1' }, result: 'in' },
    { expression: 'if(cidrmatch("2001:DB8::/32",ip),"in","out")', row: { ip: '2001:db8:1::5' }, result: 'in' },
    { expression: 'if(cidrmatch("10.0.0.0/8",ip),"in","out")', row: { ip: 'localhost' }, result: 'out' },
  ],
  compile(call) {
    const [network, ip] = call.compiled as [CompiledExpression, CompiledExpression];
    const literal = call.literal(0);
    if (literal !== undefined) {
      const cidr = parseNetwork(literal);
      if (cidr === null) return () => false;
      const test = (text: string): boolean => cidrContains(cidr, text);
      return (event, context) => someText(ip(event, context), test);
    }
    return (event, context) => {
      const address = ip(event, context);
      if (address === null) return false;
      return someText(network(event, context), (text) => {
        const cidr = parseNetwork(text);
        return cidr !== null && someText(address, (candidate) => cidrContains(cidr, candidate));
      });
    };
  },
});
