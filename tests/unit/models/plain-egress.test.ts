import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainEgress } from '../../support/plain-egress.ts';

let server: Server;
let origin: string;

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/away') return void response.writeHead(302, { Location: '/' }).end();
    if (request.url === '/cut') {
      response.writeHead(200).write('half');
      return void setTimeout(() => response.destroy(), 20);
    }
    response.writeHead(200, { 'X-Key': request.headers.authorization ?? '' }).end('whole');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

test('the stand-in answers and fails in the shape of egress', async () => {
  const egress = plainEgress({ secrets: { mine: 'canary' } });
  const get = (path: string, more = {}) =>
    egress(origin + path, { method: 'GET', headers: {}, purpose: 'test', ...more });

  const whole = await get('/', { headers: { Authorization: 'Bearer {{secret:mine}}' } });
  expect(whole.ok && (await new Response(whole.value.body).text())).toBe('whole');
  expect(whole.ok && whole.value.headers['x-key']).toBe('Bearer canary');

  expect(await get('/away')).toMatchObject({ error: { code: 'Redirected' } });
  expect(await get('/', { signal: AbortSignal.abort() })).toMatchObject({ error: { code: 'Cancelled' } });
  const cut = await get('/cut');
  await expect(cut.ok && new Response(cut.value.body).text()).rejects.toMatchObject({ code: 'CutOff' });
  const large = await get('/', { maxBytes: 2 });
  await expect(large.ok && new Response(large.value.body).text()).rejects.toMatchObject({ code: 'TooLarge' });
});
