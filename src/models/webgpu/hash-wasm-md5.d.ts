declare module 'hash-wasm/dist/md5.umd.min.js' {
  const md5: Pick<typeof import('hash-wasm'), 'createMD5'>;
  // biome-ignore lint/style/noDefaultExport: that is how a CommonJS file is seen from a module.
  export default md5;
}
