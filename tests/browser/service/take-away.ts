// Takes from this worker what its name says, before anything else is loaded: a browser that does not offer it.
const lacks = self.name.split(' ');
const without = (owner: object, name: string) => Object.defineProperty(owner, name, { value: undefined });
if (lacks.includes('disk')) without(globalThis, 'indexedDB');
if (lacks.includes('copy')) without(navigator.storage, 'getDirectory');
if (lacks.includes('locks')) without(navigator, 'locks');
if (lacks.includes('channel')) without(globalThis, 'BroadcastChannel');
