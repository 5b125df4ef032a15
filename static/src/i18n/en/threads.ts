/** What is said beside a thread. */
export const threads = {
  replies: {
    label: "Replies",
    none: "No replies yet",
    noneHint: "Say the first word about it.",
    missing: "There is no such thread.",
    failed: "The replies could not be loaded.",
    older: "Show older replies",
    write: "Reply in the thread",
    gone: "Message deleted",
    newest: "Jump to newest reply",
  },
};
