import { type Network, networkOf } from '#kit/network.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFailure } from '#models/egress-port.ts';

export interface Address {
  readonly href: string;
  readonly origin: string;
  readonly network: Network;
}

/**
 * An address that could be granted. Names in it and spellings that hide where it leads are refused before anybody is asked:
 * a person can only grant what they can read. IPv6 numbers are among them because no policy can name them.
 */
export function parseAddress(text: string): Result<Address, EgressFailure> {
  if (!URL.canParse(text)) return refuse('malformed');
  const { href, origin, protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return refuse('scheme');
  if (username !== '' || password !== '') return refuse('userinfo');
  const network = networkOf(hostname);
  if (network === 'odd' || hostname.startsWith('[')) return refuse('spelling');
  return ok({ href, origin, network });
}

function refuse(reason: 'malformed' | 'scheme' | 'userinfo' | 'spelling'): Result<never, EgressFailure> {
  return err({ code: 'AddressRefused', params: { reason }, retry: 'never' });
}
