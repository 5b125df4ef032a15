/** Strokes of icons that no first visit shows, on the same grid of 20. */
export const secondaryIcons = {
  invite:
    "M8 4a2.75 2.75 0 1 0 0 5.5A2.75 2.75 0 0 0 8 4zM3 16c0-2.6 2-4.25 5-4.25 1.2 0 2.3.3 3.1.8M14.5 11.5v5M12 14h5",
  settings: "M3.5 6.5h7M14.5 6.5h2M12.5 4.5v4M3.5 13.5h2M9.5 13.5h7M7.5 11.5v4",
  keyboard: "M3 5.5h14v9H3zM6 8.5h.01M10 8.5h.01M14 8.5h.01M7 11.5h6",
  leave: "M11.5 4h-6A1.5 1.5 0 0 0 4 5.5v9A1.5 1.5 0 0 0 5.5 16h6M9 10h8M14 7l3 3-3 3",
  device: "M3.5 4.5h13v9h-13zM7.5 16.5h5M10 13.5v3",
  phone: "M6 3h8v14H6zM9 14.5h2",
  program: "M3.5 4.5h13v11h-13zM6.5 8l2 2-2 2M10.5 12h3",
  shield: "M10 3l5.5 2v4.5c0 3.4-2.2 5.8-5.5 7.5-3.3-1.7-5.5-4.1-5.5-7.5V5z",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  zoom: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.75 12.75L16.5 16.5M6.75 9h4.5M9 6.75v4.5",
  fit: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.75 12.75L16.5 16.5M6.75 9h4.5",
} as const;

export type SecondaryIcon = keyof typeof secondaryIcons;
