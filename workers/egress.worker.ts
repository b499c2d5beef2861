// The only way out: requests to other origins leave from this worker and no other. What it may reach is its policy's to
// say, not this code's; workers/egress-script.ts serves both together.
import { type SendingPorts, send } from '#engine/egress/send.ts';
import type { EgressReady, EgressTask } from '#engine/egress/senders.ts';
import { answerOver } from '#engine/egress/wire.ts';

declare const self: DedicatedWorkerGlobalScope & { readonly egressOrigins?: readonly string[] };

const origins = self.egressOrigins;
if (origins === undefined) throw new Error('The egress worker was started without its policy');

let blocked = 0;
self.addEventListener('securitypolicyviolation', () => {
  blocked += 1;
});

const ports: SendingPorts = {
  fetch: (input, init) => fetch(input, init),
  origins,
  blocked: () => blocked,
  isOnline: () => navigator.onLine,
  isLocalRefused,
};

self.addEventListener('message', ({ data, ports: [port] }: MessageEvent<EgressTask>) => {
  if (port !== undefined) void answerOver(port, (signal) => send(data.sending, signal, ports));
});

const ready: EgressReady = { type: 'ready', origins };
self.postMessage(ready);

/** Chromium asks the person before a public page may reach this device or its network, and remembers a no. */
async function isLocalRefused(): Promise<boolean> {
  for (const name of ['loopback-network', 'local-network', 'local-network-access']) {
    try {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      if (state === 'denied') return true;
    } catch {
      // Unknown here by that name.
    }
  }
  return false;
}
