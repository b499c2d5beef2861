// `npm run screenshots`: builds the app and draws the pictures of the README anew, into docs/screenshots.
import { execFileSync } from 'node:child_process';
import { runnerImport } from 'vite';

execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' });
const { module } = await runnerImport('./tests/support/take-screenshots.ts', { configFile: false, logLevel: 'silent' });
await module.takeScreenshots('docs/screenshots');
