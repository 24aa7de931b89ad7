import { ACTIONS } from '../acts';
import { ACTION_LOOKS } from './action-looks';
import { useMonitor } from './context';
import { Sign } from './Sign';

/** What can be done to the selected students; there while some are selected. */
export function ActionBar() {
  const { selection, list, opened, texts } = useMonitor();
  const keys = selection.keys.value;
  if (keys.size === 0) return null;
  return (
    <section class="action-bar" aria-label={texts.t('actions')}>
      <p class="action-count">
        <strong role="status">{texts.t('selected', { count: keys.size })}</strong>
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            selection.clear();
            document.getElementById('students')?.focus();
          }}
        >
          {texts.t('selectNone')}
        </button>
      </p>
      <div class="action-ways">
        {ACTIONS.map((action) => (
          <button
            key={action}
            type="button"
            class={action === 'hand-in' ? 'button grave' : 'button'}
            aria-haspopup="dialog"
            onClick={() => {
              // In the order in which they stand; who is not shown comes after.
              const shown = list.order.peek().filter((key) => keys.has(key));
              opened.value = { kind: 'action', action, keys: [...new Set([...shown, ...keys])] };
            }}
          >
            <Sign name={ACTION_LOOKS[action].sign} /> {texts.t(ACTION_LOOKS[action].word)}
          </button>
        ))}
      </div>
    </section>
  );
}
