import { type AssessmentProps, textOf, UNAIDED } from '@examlet/player';
import { MathField, type MathInput, MathKeys } from '@examlet/player/mathematics';
import { useRef, useState } from 'preact/hooks';

/** One formula, in the editor or as LaTeX. */
export default function FormulaEditor({ value, onChange, disabled, t, locale, ids }: AssessmentProps) {
  const latex = textOf(value);
  const [isLatex, setLatex] = useState(false);
  const input = useRef<MathInput | null>(null);
  return (
    <div class="text-answer">
      <p id={`${ids.control}-label`} class="math-label">
        {t('answerLabel')}
      </p>
      {isLatex ? (
        <input
          id={ids.control}
          class="text-field"
          dir="ltr"
          {...UNAIDED}
          value={latex}
          readOnly={disabled}
          aria-labelledby={`${ids.control}-label ${ids.heading}`}
          aria-describedby={ids.description}
          onInput={(event) => onChange(event.currentTarget.value || null)}
        />
      ) : (
        <MathField
          id={ids.control}
          value={latex}
          label={t('answerLabel')}
          disabled={disabled}
          locale={locale}
          onInput={(next) => onChange(next || null)}
          onFocus={(to) => {
            input.current = to;
          }}
        />
      )}
      {!disabled && !isLatex && <MathKeys input={() => input.current} t={t} />}
      {!disabled && (
        <>
          {!isLatex && <p class="hint">{t('mathHint')}</p>}
          <button type="button" class="button quiet math-switch" onClick={() => setLatex(!isLatex)}>
            {t(isLatex ? 'mathAsFormula' : 'mathAsLatex')}
          </button>
        </>
      )}
    </div>
  );
}
