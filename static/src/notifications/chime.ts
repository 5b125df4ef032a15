/** Milliseconds between two sounds. */
const CHIME_MIN_INTERVAL_MS = 4_000;

/** Two soft notes, a fourth apart: hertz, and seconds after the first. */
const CHIME_NOTES_HZ = [[587.33, 0], [783.99, 0.11]] as const;

/** Of full loudness. */
const CHIME_GAIN = 0.05;
/** Seconds. */
const CHIME_ATTACK_S = 0.015;
const CHIME_LENGTH_S = 0.45;

/** A quiet sound that is made, not loaded; however often it is asked for, it comes once in a while. */
export function createChime(window: Window & typeof globalThis, now = Date.now): () => void {
  let audio: AudioContext | undefined;
  let last = -Infinity;
  return () => {
    if (now() - last < CHIME_MIN_INTERVAL_MS) return;
    last = now();
    audio ??= new window.AudioContext();
    // A page that nobody has touched yet stays silent.
    audio.resume().then(() => play(audio!), () => {});
  };
}

function play(audio: AudioContext): void {
  for (const [frequency, after] of CHIME_NOTES_HZ) {
    const start = audio.currentTime + after;
    const note = new OscillatorNode(audio, { type: "sine", frequency });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(CHIME_GAIN, start + CHIME_ATTACK_S);
    loudness.gain.exponentialRampToValueAtTime(CHIME_GAIN / 1_000, start + CHIME_LENGTH_S);
    note.connect(loudness).connect(audio.destination);
    note.start(start);
    note.stop(start + CHIME_LENGTH_S);
  }
}
