import { ModalDialog } from '../../player/page/ModalDialog';
import { useStaff } from '../../staff/ui/context';
import { keysOn, turnKeys } from '../preferences';

const KEYS: readonly (readonly [keys: readonly string[], words: string])[] = [
  [['0 – 9'], 'keyDigits'],
  [['.', ','], 'keyDecimal'],
  [['a – h'], 'keyLetters'],
  [['Enter'], 'keyEnter'],
  [['←', '→'], 'keyArrows'],
  [['u', 'Ctrl+Z'], 'keyUndo'],
  [['x'], 'keyClear'],
  [['m'], 'keyComment'],
  [['Ctrl+Enter'], 'keyControlEnter'],
  [['r'], 'keyUsed'],
  [['s'], 'keySame'],
  [['k'], 'keyHolds'],
  [['?'], 'keyHelp'],
];

/** The list of keys, and the switch that turns those of a single character off. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useStaff().texts;
  return (
    <ModalDialog name="keys" title={t('keysTitle')} isReading class="wide" onClose={onClose}>
      <label class="switch">
        <input type="checkbox" checked={keysOn.value} onChange={(event) => turnKeys(event.currentTarget.checked)} />
        <span>{t('keysOn')}</span>
      </label>
      <dl class="keys">
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt dir="ltr">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-ways">
        <button type="button" class="button primary" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </ModalDialog>
  );
}
