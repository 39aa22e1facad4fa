import { getMetadataStorage } from 'class-validator';
import type { Handler, HandlerParameter } from '../handlers.js';

/**
 * The validation pipe checks classes with rules and lets everything else through, so an input of another type would
 * reach its act unread. Throws at start, naming every such handler.
 */
export function checkHandlers(handlers: Handler[]): void {
  const faults = handlers.flatMap(({ controller, method, parameters }) =>
    parameters.filter((parameter) => !isChecked(parameter)).map(({ kind }) => `${controller.name}.${method}: ${kind}`),
  );
  if (faults.length > 0)
    throw new Error(`Inputs without a validated class:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
}

function isChecked({ kind, name, type }: HandlerParameter): boolean {
  if (kind === 'custom') return true;
  // A single path segment as text: the router has matched it and the request checks have read it.
  if (kind === 'path' && name !== undefined && type === String) return true;
  if (name !== undefined || typeof type !== 'function') return false;
  return getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;
}
