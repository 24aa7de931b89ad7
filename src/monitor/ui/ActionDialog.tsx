import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type ActionReply, freshKey } from '../api';
import { type Entries, faultsOf, firstEntries, type OpenedAction, reachOf, requestOf } from '../draft';
import type { ActionRequest } from '../wire';
import { ActionFields } from './ActionFields';
import { ActionOutcome } from './ActionOutcome';
import { ActionReach } from './ActionReach';
import { useMonitor } from './context';
import { ModalDialog } from './ModalDialog';
import { Sign } from './Sign';

const NAMES = {
  extend: 'extend',
  pause: 'pause',
  resume: 'resume',
  announce: 'announce',
  reopen: 'reopen',
  'hand-in': 'handIn',
} as const;

/** Asks what an action needs, says whom it is for, does it, and shows what became of it. */
export function ActionDialog({ opened }: { readonly opened: OpenedAction }) {
  const monitor = useMonitor();
  const { t } = monitor.texts;
  // Whom it is for was decided when the dialog opened: nobody comes in while a teacher writes.
  const reach = useMemo(() => reachOf(opened, monitor.room), []);
  const entries = useSignal<Entries>(useMemo(() => firstEntries(opened, reach, monitor.now(), monitor.texts), []));
  const isTold = useSignal(false);
  const step = useSignal<'asking' | 'sending' | ActionReply>('asking');
  const form = useRef<HTMLFormElement>(null);
  // What was sent, and its key: sent again, it is done once all the same.
  const sent = useRef<readonly [request: ActionRequest, key: string] | null>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const count = reach.can.length;
  const name = opened.suggested ? 'suggested' : NAMES[opened.action];
  const faults = isTold.value ? faultsOf(opened, entries.value) : {};
  const reply = typeof step.value === 'object' ? step.value : null;
  const isDone = reply?.kind === 'done' || reply?.kind === 'unknown';

  const close = () => {
    if (reply?.kind === 'done') monitor.selection.clear();
    monitor.opened.value = null;
  };
  const send = async () => {
    if (step.peek() === 'sending' || count === 0) return;
    isTold.value = true;
    const [wrong] = Object.keys(faultsOf(opened, entries.peek()));
    if (wrong) return form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    sent.current = [requestOf(opened, reach, entries.peek()), freshKey()];
    await deliver();
  };
  const deliver = async () => {
    if (step.peek() === 'sending' || sent.current === null) return;
    step.value = 'sending';
    const answer = await monitor.calls.act(...sent.current);
    step.value = answer;
    if (answer.kind === 'over') monitor.stream.retryNow();
  };
  useEffect(() => {
    if (reply) outcome.current?.focus();
  }, [reply]);

  return (
    <ModalDialog name="action" title={t(`${name}Title`, { count })} onClose={close}>
      {!isDone && (
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p>{t(`${name}Text`)}</p>
          <ActionReach opened={opened} reach={reach} />
          {monitor.stream.contact.value.kind !== 'live' && (
            <p class="notice warning">
              <Sign name="warning" />
              <span>{t('staleHint')}</span>
            </p>
          )}
          {count > 0 && <ActionFields opened={opened} entries={entries} faults={faults} />}
          <div ref={outcome} tabIndex={-1} role="status" class="outcome">
            {step.value === 'sending' && <p>{t('working')}</p>}
            {reply?.kind === 'refused' && (
              <p class="notice warning">{reply.detail ? t('refused', { detail: reply.detail }) : t('refusedPlain')}</p>
            )}
          </div>
          <div class="dialog-ways">
            <button type="button" class="button" onClick={close} {...(count === 0 ? { 'data-first': true } : {})}>
              {t('cancel')}
            </button>
            {count > 0 && (
              <button
                type="submit"
                class={opened.action === 'hand-in' ? 'button gravest' : 'button primary'}
                aria-disabled={step.value === 'sending'}
                {...(opened.suggested ? { 'data-first': true } : {})}
              >
                {t(`do${name.charAt(0).toUpperCase()}${name.slice(1)}`, { count })}
              </button>
            )}
          </div>
        </form>
      )}
      {reply && isDone && (
        <>
          <div ref={outcome} tabIndex={-1} role="status" class="outcome">
            <ActionOutcome reply={reply} opened={opened} reach={reach} />
          </div>
          <div class="dialog-ways">
            <button type="button" class={reply.kind === 'unknown' ? 'button' : 'button primary'} onClick={close}>
              {t('close')}
            </button>
            {reply.kind === 'unknown' && (
              <button type="button" class="button primary" onClick={() => void deliver()}>
                {t('sendAgain')}
              </button>
            )}
          </div>
        </>
      )}
    </ModalDialog>
  );
}
