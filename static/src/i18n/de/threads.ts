/** What is said beside a thread, in German. */
export const threads = {
  replies: {
    label: "Antworten",
    none: "Noch keine Antworten",
    noneHint: "Sag das erste Wort dazu.",
    missing: "Diesen Thread gibt es nicht.",
    failed: "Die Antworten konnten nicht geladen werden.",
    older: "Ältere Antworten zeigen",
    write: "Im Thread antworten",
    gone: "Nachricht gelöscht",
    newest: "Zur neuesten Antwort springen",
  },
};
