import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Blocker, Text } from '#libs/platform';
import { pointTo } from '../http/text.rules.js';
import { constraintText, requiredText } from './constraint-texts.js';

/** More than anyone reads; a hostile body could otherwise ask for an endless answer. */
const mostFaults = 100;

/**
 * One blocker per violated constraint, each with a JSON pointer to the field. A decorator's
 * `context: { zh, en }` replaces the usual text.
 */
export function faultsOf(errors: ValidationError[], pointer = ''): Blocker[] {
  return errors
    .flatMap((error) => {
      // An error without a property is about the whole value.
      const here = error.property === undefined ? pointer : pointTo(pointer, error.property);
      return [...ownFaults(error, here), ...faultsOf(error.children ?? [], here)];
    })
    .slice(0, mostFaults);
}

function ownFaults(error: ValidationError, pointer: string): Blocker[] {
  const names = Object.keys(error.constraints ?? {});
  const isMissing =
    error.value === undefined &&
    names.length > 0 &&
    !names.includes('whitelistValidation') &&
    !names.includes('unknownValue');
  if (isMissing) return [{ code: requiredText.code, message: requiredText.text, pointer }];
  return names.map((name) => {
    const { code, text } = constraintText(name, parametersOf(error, name), error.constraints![name]!);
    return { code, message: ownText(error, name) ?? text, pointer };
  });
}

function ownText(error: ValidationError, constraint: string): Text | undefined {
  const context = error.contexts?.[constraint] as Partial<Text> | undefined;
  return context?.zh !== undefined && context.en !== undefined ? { zh: context.zh, en: context.en } : undefined;
}

/** The arguments of the decorator, such as the 200 of `@MaxLength(200)`. */
function parametersOf({ target, property }: ValidationError, constraint: string): readonly unknown[] {
  if (!target) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return rules.find((rule) => rule.propertyName === property && rule.name === constraint)?.constraints ?? [];
}
