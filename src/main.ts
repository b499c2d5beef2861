import './trusted-types.ts';
import { mount } from 'svelte';
import { createConnection } from '#service/connect.ts';
import './ui/tokens.css';
import './ui/base.css';
import App from './ui/App.svelte';
import { createApp } from './ui/state/create-app.ts';

mount(App, {
  target: document.getElementById('app') as HTMLElement,
  props: { app: createApp(createConnection()) },
});
