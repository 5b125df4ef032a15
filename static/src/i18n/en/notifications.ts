/** What is said about being told: notifications, and new versions of the page. */
export const notificationTexts = {
  title: "Notifications",
  wentBack: "The server went back to a backup. Messages from after it may be missing.",
  about: "For mentions and direct messages. Each room can be set to tell you more, or less.",
  off: "Notifications are off on this device.",
  denied:
    "Your browser blocks notifications from this site. Allow them in its settings, then come back.",
  none: "This browser cannot show notifications here.",
  notify: "Show notifications",
  notifyHint: "On this device, while you look elsewhere.",
  sound: "Play a quiet sound",
  soundHint: "With a notification, and not more often than every few seconds.",
  in: (name: string, room: string) => `${name} in ${room}`,
  level: "Notify me",
  levels: { all: "All messages", mentions: "Mentions", none: "Nothing" },
  notifyOf: {
    all: "Notify me of all messages",
    mentions: "Notify me of mentions",
    none: "Notify me of nothing",
  },
};
