import type { Sketch } from '../../hub/seat.ts';
import type { MessageId, Seq } from '../../room/types.ts';
import type { Random } from '../../util/random.ts';
import type { Draft } from '../bot.ts';
import { saidText } from './said-text.ts';

/** What becomes of a draft, as plain data. */
export interface DraftVoice {
  readonly draft: (sketch: Sketch) => void;
  readonly say: (text: string, id: MessageId, because: string | undefined) => void;
  readonly after: (ms: number, run: () => void) => () => void;
}

/** Between two times that it is told how far a draft has grown, ms. */
const pauseMs = 150;

/** More than any room lets anyone say, in characters; what is longer is not taken in. */
const longest = 100_000;

const inDraft = 'drafts take';

/** A message that grows under `id`; in answer to `answers`, where that is given. */
export function draftOf(id: MessageId, answers: Seq | undefined, { draft, say, after }: DraftVoice): Draft {
  let text = '';
  let isOpen = true;
  let isNew = false;
  let cancel: (() => void) | null = null;
  const tell = () => {
    cancel = null;
    if (!isNew) return;
    isNew = false;
    draft({ id, text, ...(answers !== undefined && { answers }) });
    cancel = after(pauseMs, tell);
  };
  const write = (whole: string) => {
    if (!isOpen) return;
    text = whole.slice(0, longest);
    isNew = true;
    if (!cancel) tell();
  };
  const end = (isSaid: boolean, because?: string) => {
    if (!isOpen) return;
    isOpen = false;
    cancel?.();
    if (isSaid && text.trim() !== '') say(text, id, because);
    else draft({ id, text: null });
  };
  return {
    add: (more) => write(text + saidText(more, inDraft)),
    set: (whole) => write(saidText(whole, inDraft)),
    done: (because) => end(true, because),
    drop: () => end(false),
  };
}

/** Never given twice under one name, also after a restart at the same moment of a rehearsal. */
export function draftId(now: number, random: Random, answers: Seq | undefined): MessageId {
  const chance = Math.floor(random() * 36 ** 8).toString(36);
  return `draft-${Math.floor(now).toString(36)}-${answers ?? 0}-${chance}` as MessageId;
}
