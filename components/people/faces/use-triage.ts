'use client';
/** Deciding on faces: each decision shows at once, moves on to the next face, can be undone from its message or by key. */
import { useTranslations } from 'next-intl';
import { type Dispatch, type RefObject, type SetStateAction, useCallback } from 'react';
import { useNotify } from '#components/ui/use-notify.ts';
import type { FaceState } from '#core/contract/face.ts';
import type { EditView, FaceEdit } from '#core/contract/face-edit.ts';
import type { useFaceEdits } from './data/use-face-edits.ts';
import { type FaceView, showsState } from './face-view.ts';
import { focusOn, type Order, type Selection, settle, targets } from './selection.ts';

interface Options {
  edits: ReturnType<typeof useFaceEdits>;
  view: FaceView;
  order: Order;
  /** As it is now, also for a second key of the same moment. */
  selection: RefObject<Selection>;
  setSelection: Dispatch<SetStateAction<Selection>>;
}

/** One message at a time: somebody who goes through faces makes an edit a second. */
const replaces = 'face-edit';

export function useTriage({ edits, view, order, selection, setSelection }: Options) {
  const t = useTranslations('faces');
  const notify = useNotify();
  const editWords = useEditWords();
  const { edit, turn: turnEdit } = edits;

  const turn = useCallback(
    (way: 'undo' | 'redo') => {
      const layer = turnEdit(way, (turned) =>
        notify.done(t(way === 'undo' ? 'undone' : 'redone', { what: editWords(turned) }), { replaces }),
      );
      const focus = layer?.focus;
      if (focus != null) setSelection((old) => focusOn(old, focus));
    },
    [turnEdit, setSelection, notify, t, editWords],
  );
  const undoAction = useCallback(() => ({ label: t('undo'), run: () => turn('undo') }), [t, turn]);

  const setState = useCallback(
    (state: FaceState) => {
      const ids = targets(selection.current);
      if (ids.length === 0) return;
      const touched = new Set(ids);
      edit(
        { do: 'set-state', faces: { ids: [...ids] }, state },
        { expected: { ids: touched, state, focus: selection.current.focus } },
      );
      setSelection((old) => settle(old, { order, touched, gone: !showsState(view, state) }));
      notify.done(t(`done.${state}`, { count: ids.length }), { action: undoAction(), replaces });
    },
    [edit, order, view, selection, setSelection, notify, t, undoAction],
  );
  const command = useCallback(
    (what: FaceEdit) =>
      edit(what, { onDone: (made) => notify.done(editWords(made), { action: undoAction(), replaces }) }),
    [edit, notify, editWords, undoAction],
  );
  return { setState, turn, command, editWords };
}

/** What an edit did, in words. */
export function useEditWords(): (edit: EditView) => string {
  const t = useTranslations('faces');
  return useCallback(
    ({ kind, faceCount }) => {
      const name = `edit.${kind}` as 'edit.set-state';
      return t.has(name) ? t(name, { count: faceCount }) : t('edit.other', { count: faceCount });
    },
    [t],
  );
}
