import type { SentFile } from "../../../../../lib/protocol/model.ts";
import { h, type Vnode } from "../../../vdom/h.ts";
import { createRoot } from "../../../vdom/patch.ts";
import { t } from "../../../i18n/secondary.ts";
import { contentUrl } from "./file_urls.ts";

/** Seconds that a key moves the place where one is. */
const SEEK_STEP_S = 5;

/** Puts what plays a sound into an element: the button, the place in it, and its time. */
export function audioPlayer(place: HTMLElement, file: SentFile): void {
  const { name } = file;
  const root = createRoot(place);
  const audio = () => place.querySelector("audio");
  const draw = () => root.render(controls(audio()));

  function controls(audio: HTMLAudioElement | null): Vnode[] {
    // The length of what was recorded on the way is not known before its end.
    const length = Number.isFinite(audio?.duration) ? audio!.duration : 0;
    const at = audio?.currentTime ?? 0;
    const plays = audio !== null && !audio.paused && !audio.ended;
    return [
      h("audio", {
        preload: "metadata",
        on: {
          durationchange: draw,
          timeupdate: draw,
          seeking: draw,
          play: () => (hushOthers(audio), draw()),
          pause: draw,
          ended: draw,
          error: draw,
        },
        src: contentUrl(file),
      }),
      ...(audio?.error ? [h("p", { class: "hint" }, t.sound.broken)] : [
        button(plays),
        position(at, length),
        h("span", { class: "hint", "aria-hidden": "true" }, timeOf(at, length)),
      ]),
    ];
  }

  function button(plays: boolean): Vnode {
    const label = plays ? t.sound.pause(name) : t.sound.play(name);
    const click = () => {
      const sound = audio();
      // What cannot be played says so by an event of its own.
      if (sound?.paused) sound.play().catch(() => {});
      else sound?.pause();
    };
    return h(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click } },
      h(
        "svg",
        { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" },
        h("path", { d: plays ? "M7.25 5v10M12.75 5v10" : "M7 4.5l8.5 5.5L7 15.5z" }),
      ),
    );
  }

  function position(at: number, length: number): Vnode {
    return h("input", {
      type: "range",
      min: "0",
      max: length,
      step: "any",
      disabled: length === 0,
      "aria-label": t.sound.position(name),
      "aria-valuetext": timeOf(at, length),
      vars: { "--done": length > 0 ? at / length : 0 },
      value: String(at),
      on: {
        // A finger that drags it does not rest on the message.
        pointerdown: (event: PointerEvent) => event.stopPropagation(),
        input: ({ currentTarget }: Event) => go(Number((currentTarget as HTMLInputElement).value)),
        keydown: (event: KeyboardEvent) => {
          const step = SEEK_STEPS[event.key];
          if (step === undefined) return;
          event.preventDefault();
          const isAcross = event.key === "ArrowLeft" || event.key === "ArrowRight";
          const way = isAcross && place.matches(":dir(rtl)") ? -1 : 1;
          go(Math.min(length, Math.max(0, at + way * step)));
        },
      },
    });
  }

  function go(to: number): void {
    const sound = audio();
    if (sound) sound.currentTime = to;
  }

  draw();
}

const SEEK_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -SEEK_STEP_S,
  ArrowDown: -SEEK_STEP_S,
  ArrowRight: SEEK_STEP_S,
  ArrowUp: SEEK_STEP_S,
};

/** One hears one thing at a time. */
function hushOthers(audio: HTMLAudioElement | null): void {
  for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
}

function timeOf(at: number, length: number): string {
  return length > 0 ? t.sound.time(clock(at), clock(length)) : clock(at);
}

/** Seconds as in "1:05" and "1:02:05". */
function clock(seconds: number): string {
  const all = Math.floor(seconds);
  const parts = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60];
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, "0"))].join(":");
}
