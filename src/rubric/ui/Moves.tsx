import { useStaff } from '../../staff/ui/context';
import { focusSoon } from './focus';

interface MovesProps {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

const PATHS = { up: 'M6 15l6-6 6 6', down: 'M6 9l6 6 6-6', remove: 'M6 6l12 12M18 6 6 18' };

/** Moves a part by one place, or takes it out: by key and by tap, without dragging. */
export function Moves({ id, name, place, count, onMove, onRemove }: MovesProps) {
  const { t } = useStaff().texts;
  const move = (by: 1 | -1, key: string) => () => {
    onMove(by);
    focusSoon(`${id}-${key}`);
  };
  return (
    <div class="moves">
      <Way id={`${id}-up`} path="up" label={t('moveUp', { name })} isOff={place === 1} onPress={move(-1, 'up')} />
      <Way
        id={`${id}-down`}
        path="down"
        label={t('moveDown', { name })}
        isOff={place === count}
        onPress={move(1, 'down')}
      />
      <Way id={`${id}-remove`} path="remove" label={t('remove', { name })} onPress={onRemove} />
    </div>
  );
}

interface WayProps {
  readonly id: string;
  readonly path: keyof typeof PATHS;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onPress: () => void;
}

function Way({ id, path, label, isOff = false, onPress }: WayProps) {
  return (
    <button
      type="button"
      class="button quiet way"
      id={id}
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={() => !isOff && onPress()}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={PATHS[path]} />
      </svg>
    </button>
  );
}
