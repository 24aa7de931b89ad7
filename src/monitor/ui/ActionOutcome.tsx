import { refusalOf } from '../acts';
import type { ActionReply } from '../api';
import { nameOf } from '../arrange';
import type { OpenedAction, Reach } from '../draft';
import type { ActionResult } from '../wire';
import { Names } from './ActionReach';
import { useMonitor } from './context';
import { Sign } from './Sign';

/** What became of an action: for how many it was done, for whom not, and why. */
export function ActionOutcome({
  reply,
  opened,
  reach,
}: {
  readonly reply: ActionReply;
  readonly opened: OpenedAction;
  readonly reach: Reach;
}) {
  const { texts, room } = useMonitor();
  const { t } = texts;
  if (reply.kind !== 'done')
    return (
      <p class="notice warning">
        <Sign name="warning" />
        <span>{t('unknownOutcome')}</span>
      </p>
    );
  const students = new Map(reach.can.map((row) => [row.sessionId, row]));
  const done = reply.results.filter((result) => result.done).length;
  const notDone = reply.results.filter((result) => !result.done);
  // The room is newer than what the action was planned on: it knows why, in the teacher's language.
  const whyOf = (result: ActionResult) => {
    const row = students.get(result.sessionId);
    const now = row && room.row(row.user.id)?.peek();
    const key = now ? refusalOf(opened.action, now) : 'whyGone';
    return key ? t(key) : (result.detail ?? t('whyOther'));
  };
  return (
    <>
      {done > 0 && (
        <p class="notice done">
          <Sign name="finished" />
          <span>{t('done', { count: done })}</span>
        </p>
      )}
      {notDone.length > 0 && (
        <>
          <p class="notice warning">
            <Sign name="warning" />
            <span>{t('notDone', { count: notDone.length })}</span>
          </p>
          <Names
            names={notDone.map((result) => {
              const row = students.get(result.sessionId);
              return { name: row ? nameOf(row) : result.sessionId, note: whyOf(result) };
            })}
          />
        </>
      )}
    </>
  );
}
