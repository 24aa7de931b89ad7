import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { untilItArrives } from '../page/until-it-arrives';
import type { LazyComponent } from '../questions/contract';
import { useTexts } from './player';

/**
 * Puts a heavy component into a file of its own. While it is on its way the student reads so; a failed fetch is tried
 * again until it arrives. One that arrives and does not run in this browser is a fault of the component.
 */
export function lazy<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<ComponentType<Props>> | undefined;
  const fetched = () => {
    loading ??= untilItArrives(load).then(({ default: component }) => {
      loaded = component;
      return component;
    });
    return loading;
  };
  function Lazy(props: Props) {
    const texts = useTexts();
    const [fault, failed] = useState<{ readonly why: unknown } | null>(null);
    const [Component, arrived] = useState<{ readonly type: ComponentType<Props> } | null>(
      loaded ? { type: loaded } : null,
    );
    useEffect(() => {
      let isGone = false;
      if (!Component)
        fetched().then(
          (type) => !isGone && arrived({ type }),
          (why) => !isGone && failed({ why }),
        );
      return () => {
        isGone = true;
      };
    }, [Component]);
    if (fault) throw fault.why;
    if (!Component)
      return (
        <p class="loading-part" role="status">
          {texts.t('loadingPart')}
        </p>
      );
    return <Component.type {...props} />;
  }
  return Object.assign(Lazy, { preload: () => void fetched().catch(() => undefined) });
}
