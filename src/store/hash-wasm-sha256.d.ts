declare module 'hash-wasm/dist/sha256.umd.min.js' {
  const sha256: Pick<typeof import('hash-wasm'), 'createSHA256'>;
  // biome-ignore lint/style/noDefaultExport: that is how a CommonJS file is seen from a module.
  export default sha256;
}
