export { binariesPackage } from './binaries.js';
export { type EmbeddedServer, type EmbeddedServerParts, startEmbeddedServer } from './embedded-server.js';
