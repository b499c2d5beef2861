/**
 * Where a host is, as far as its name says: this device, the network around it, or the rest of the world. `odd`: a
 * spelling that hides which of these it is. A public name may still lead to a private address; a page can't see that.
 */
export type Network = 'public' | 'loopback' | 'private' | 'odd';

/** @param hostname as `URL` gives it: lower case, IPv6 in brackets, numbers already turned into dots */
export function networkOf(hostname: string): Network {
  if (hostname === '' || hostname.endsWith('.')) return 'odd';
  if (hostname.startsWith('[')) return networkOfIpv6(hostname.slice(1, -1));
  const bytes = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(hostname)?.slice(1).map(Number);
  if (bytes !== undefined) return networkOfIpv4(bytes);
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return 'loopback';
  // Names without a dot, and those of the local network's own directories, are never public.
  if (!hostname.includes('.') || LOCAL_ENDINGS.some((ending) => hostname.endsWith(ending))) return 'private';
  return 'public';
}

/** RFC 6890: what is not for the world. */
function networkOfIpv4(bytes: readonly number[]): Network {
  const [a = 0, b = 0] = bytes;
  if (a === 127) return 'loopback';
  if (a === 0 || a >= 224) return 'odd';
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 198 && (b === 18 || b === 19));
  return isPrivate ? 'private' : 'public';
}

function networkOfIpv6(address: string): Network {
  if (address === '::1') return 'loopback';
  const first = address.startsWith('::') ? 0 : Number.parseInt(address, 16);
  // Unspecified, IPv4 in IPv6 clothes (`::ffff:7f00:1`, `64:ff9b::7f00:1`, 6to4), and multicast.
  if (first === 0 || first === 0x64 || first === 0x2002 || first >= 0xff00) return 'odd';
  const isPrivate = (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
  return isPrivate ? 'private' : 'public';
}

const LOCAL_ENDINGS = ['.local', '.internal', '.intranet', '.lan', '.home', '.home.arpa', '.corp'];
