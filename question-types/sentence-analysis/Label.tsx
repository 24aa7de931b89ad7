import { FULL_NAMES } from './segments';

/** A label, and what it stands for when that is known. */
export function Label({ of: label }: { readonly of: string }) {
  const name = Object.hasOwn(FULL_NAMES, label) && FULL_NAMES[label];
  return (
    <>
      <b dir="auto">{label}</b>
      {name && (
        <>
          {' '}
          <span class="sentence-analysis-name" lang="nl" dir="ltr">
            {name}
          </span>
        </>
      )}
    </>
  );
}
