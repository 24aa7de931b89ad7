import { isSuggested } from '../acts';
import { SORTS, type Sort } from '../arrange';
import { useMonitor } from './context';
import { Sign } from './Sign';

const SORT_TEXTS: Readonly<Record<Sort, string>> = {
  trouble: 'sortTrouble',
  name: 'sortName',
  progress: 'sortProgress',
  time: 'sortTime',
};

/** Finds, sorts and selects. */
export function Toolbar() {
  const { list, texts } = useMonitor();
  return (
    <div class="toolbar">
      <label class="field search">
        <span>{texts.t('search')}</span>
        <input
          type="search"
          class="text-field"
          autocomplete="off"
          value={list.search.value}
          onInput={(event) => list.ask({ search: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{texts.t('sortBy')}</span>
        <select
          class="text-field"
          value={list.sort.value}
          onChange={(event) =>
            list.ask({ sort: SORTS.find((sort) => sort === event.currentTarget.value) ?? 'trouble' })
          }
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {texts.t(SORT_TEXTS[sort])}
            </option>
          ))}
        </select>
      </label>
      <div class="tools">
        <SelectShown />
        <GiveBackAll />
        <SortAgain />
      </div>
    </div>
  );
}

function SelectShown() {
  const { list, selection, texts } = useMonitor();
  const order = list.order.value;
  const isAll = order.length > 0 && order.every((key) => selection.has(key));
  return (
    <button type="button" class="button" disabled={order.length === 0} onClick={() => selection.toggleAll(order)}>
      {isAll ? texts.t('selectNone') : texts.t('selectAll', { count: order.length })}
    </button>
  );
}

function GiveBackAll() {
  const { room, opened, texts } = useMonitor();
  void room.version.value;
  const keys = room
    .rows()
    .filter(isSuggested)
    .map((row) => row.user.id);
  if (keys.length === 0) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        opened.value = { kind: 'action', action: 'extend', keys, suggested: true };
      }}
    >
      <Sign name="give" />
      {texts.t('giveBackAll', { count: keys.length })}
    </button>
  );
}

/** Keeps its place when there is nothing to sort, so that nothing moves when there is. */
function SortAgain() {
  const { list, texts } = useMonitor();
  const count = list.changes.value;
  return (
    <button
      type="button"
      class={count > 0 ? 'button sort-again' : 'button sort-again idle'}
      onClick={() => list.again()}
    >
      <Sign name="sort" />
      {texts.t('sortAgain', { count })}
    </button>
  );
}
