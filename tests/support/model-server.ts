import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the server does with the next question. */
export type ServerAct =
  | {
      readonly type: 'stream';
      readonly pieces: readonly string[];
      /** How the bytes leave: an event at a time, all at once, or each byte by itself. */
      readonly cut?: 'events' | 'whole' | 'bytes';
      readonly everyMs?: number;
      /** null: the stream ends without saying why. */
      readonly finish?: 'stop' | 'length' | 'content_filter' | null;
      /** What happens behind the last piece: a proper end, silence, or a broken connection. */
      readonly behind?: 'end' | 'hang' | 'break';
      readonly thoughts?: readonly string[];
    }
  /** Ignores that a stream was asked for. */
  | { readonly type: 'whole'; readonly text: string; readonly finish?: 'stop' | 'length' | null }
  | { readonly type: 'status'; readonly status: number; readonly body?: unknown; readonly headers?: Headers }
  /** 200 with a web page. */
  | { readonly type: 'html' }
  /** 200 with JSON of another form, as a stream or not. */
  | { readonly type: 'wrong'; readonly streams?: boolean }
  /** An error told in the middle of a stream. */
  | { readonly type: 'error-event'; readonly pieces: readonly string[]; readonly message: string }
  /** An event that is no JSON. */
  | { readonly type: 'broken-event' }
  | { readonly type: 'refusal'; readonly text: string }
  | { readonly type: 'redirect'; readonly to: string }
  /** Takes the question and never answers. */
  | { readonly type: 'silence' };
type Headers = Readonly<Record<string, string>>;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent.
  readonly body: any;
}

export interface ModelServer {
  readonly origin: string;
  /** What an OpenAI-compatible client is given. */
  readonly baseUrl: string;
  /** Questions to the model; the list of models and preflights are not among them. */
  readonly asked: readonly Asked[];
  /** All requests, preflights too. */
  readonly requests: readonly Asked[];
  /** What it does with the next questions; the last one stays for all that follow. */
  will(...acts: readonly ServerAct[]): void;
  close(): Promise<void>;
}

export interface ModelServerOptions {
  /** `strict` allows the two headers that every server knows, and no more. */
  readonly cors?: 'on' | 'off' | 'strict';
  readonly models?: readonly unknown[];
  /** Only questions with this key are answered. */
  readonly key?: string;
  /** Answers by what was asked, where no acts are set. */
  readonly answer?: (asked: Asked) => ServerAct;
}

/** An OpenAI-compatible server with faults: real HTTP and server-sent events on a port of its own. */
export async function openModelServer({
  cors = 'on',
  models = [{ id: 'tiny', object: 'model' }],
  key,
  answer,
}: ModelServerOptions = {}): Promise<ModelServer> {
  const asked: Asked[] = [];
  const requests: Asked[] = [];
  let acts: readonly ServerAct[] = [];
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    baseUrl: `${origin}/v1`,
    asked,
    requests,
    will(...next) {
      acts = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes: Buffer[] = [];
    for await (const part of request) bytes.push(part as Buffer);
    const text = Buffer.concat(bytes).toString('utf8');
    const one: Asked = {
      method: request.method ?? '',
      path: new URL(request.url ?? '/', origin).pathname,
      headers: request.headers as Record<string, string>,
      body: text === '' ? null : parsed(text),
    };
    requests.push(one);
    allow(response);
    if (one.method === 'OPTIONS') return void response.writeHead(cors === 'off' ? 403 : 204).end();
    if (key !== undefined && one.headers.authorization !== `Bearer ${key}`)
      return json(response, 401, { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } });
    if (one.path.endsWith('/models')) return json(response, 200, { object: 'list', data: models });
    if (!one.path.endsWith('/chat/completions')) return json(response, 404, { error: { message: 'Not found.' } });
    asked.push(one);
    const act = acts[0] ?? answer?.(one) ?? { type: 'stream', pieces: ['Hello'] };
    if (acts.length > 1) acts = acts.slice(1);
    await perform(act, response);
  }

  function allow(response: ServerResponse): void {
    if (cors === 'off') return;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    response.setHeader(
      'Access-Control-Allow-Headers',
      cors === 'strict' ? 'authorization, content-type' : 'authorization, content-type, *',
    );
  }
}

async function perform(act: ServerAct, response: ServerResponse): Promise<void> {
  switch (act.type) {
    case 'stream': {
      const { pieces, cut = 'events', everyMs = 0, finish = 'stop', behind = 'end', thoughts = [] } = act;
      const events = [
        ...thoughts.map((words) => event(chunk({ reasoning_content: words }))),
        ...pieces.map((content) => event(chunk({ content }))),
        ...(finish === null || behind !== 'end' ? [] : [event(chunk({}, finish))]),
        ...(finish === null || behind !== 'end' ? [] : [event({ ...chunk({}), choices: [], usage: USAGE })]),
        ...(finish === null || behind !== 'end' ? [] : ['data: [DONE]\n\n']),
      ];
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      if (cut === 'whole') response.write(events.join(''));
      else if (cut === 'bytes') {
        for (const byte of Buffer.from(events.join(''), 'utf8')) {
          response.write(Buffer.of(byte));
          await new Promise((resolve) => setImmediate(resolve));
        }
      } else {
        for (const one of events) {
          response.write(one);
          if (everyMs > 0) await sleep(everyMs);
          else await new Promise((resolve) => setImmediate(resolve));
        }
      }
      if (behind === 'hang') return;
      if (behind === 'break') {
        // What was written has to leave before the connection goes.
        await sleep(30);
        response.socket?.resetAndDestroy();
      } else response.end();
      return;
    }
    case 'whole':
      return json(response, 200, {
        ...chunk({}),
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content: act.text }, finish_reason: act.finish ?? 'stop' }],
        usage: USAGE,
      });
    case 'status':
      return json(response, act.status, act.body ?? { error: { message: 'A fault.' } }, act.headers);
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' });
      return void response.end('<!doctype html><title>Log in</title><p>Welcome to the network.');
    case 'wrong':
      if (!act.streams) return json(response, 200, { hello: 'world' });
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      return void response.end(event({ hello: 'world' }));
    case 'error-event':
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const content of act.pieces) response.write(event(chunk({ content })));
      return void response.end(event({ error: { message: act.message, code: 500 } }));
    case 'broken-event':
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      return void response.end(`${event(chunk({ content: 'Hel' }))}data: {"choices": [\n\n`);
    case 'refusal':
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      return void response.end(`${event(chunk({ refusal: act.text })) + event(chunk({}, 'stop'))}data: [DONE]\n\n`);
    case 'redirect':
      response.writeHead(307, { Location: act.to });
      return void response.end();
    case 'silence':
      return;
  }
}

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

function chunk(delta: object, finish: string | null = null): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'tiny-2026',
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function json(response: ServerResponse, status: number, body: unknown, headers: Headers = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
