export { Lifecycle, LifecycleError, type LifecycleDefinition, type MoveDefinition, type Step } from './lifecycle.js';
