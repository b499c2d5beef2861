import { describe, expect, test } from 'vitest';
import { type Network, networkOf } from '#kit/network.ts';

const at = (address: string): Network => networkOf(new URL(address).hostname);

describe('where a host is', () => {
  test.each<[Network, readonly string[]]>([
    ['public', ['https://api.openai.com', 'https://openrouter.ai:443', 'http://8.8.8.8', 'https://[2606:4700::1111]']],
    [
      'loopback',
      [
        'http://localhost:11434',
        'http://ollama.localhost',
        'http://127.0.0.1:1234',
        'http://127.1',
        'http://2130706433',
        'http://0x7f000001',
        'http://0177.0.0.1',
        'http://127.0.0.1.',
        'http://[::1]:8080',
      ],
    ],
    [
      'private',
      [
        'http://10.1.2.3',
        'http://172.16.0.1',
        'http://192.168.178.20:11434',
        'http://169.254.169.254',
        'http://100.64.0.1',
        'http://[fd12:3456::1]',
        'http://[fe80::1]',
        'http://nas.local',
        'http://gateway.internal',
        'http://printer',
      ],
    ],
    [
      'odd',
      [
        'http://0.0.0.0',
        'http://[::]',
        'http://[::ffff:127.0.0.1]',
        'http://[64:ff9b::7f00:1]',
        'http://[2002:7f00:1::]',
        'http://localhost.',
        'http://nas.local.',
        'http://224.0.0.1',
        'http://[ff02::1]',
      ],
    ],
  ])('%s', (network, addresses) => {
    expect(addresses.map((address) => [address, at(address)])).toEqual(addresses.map((address) => [address, network]));
  });
});
