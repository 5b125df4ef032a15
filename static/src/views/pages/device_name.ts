import { t } from "../../i18n/secondary.ts";

const BROWSER_NAMES: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEM_NAMES: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Mac OS X/, "macOS"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** What people call a device, from what its browser calls itself. */
export function deviceName(agent: string): string {
  const find = (among: [RegExp, string][]) => among.find(([pattern]) => pattern.test(agent))?.[1];
  const [browser, system] = [find(BROWSER_NAMES), find(SYSTEM_NAMES)];
  if (browser && system) return t.account.browserOn(browser, system);
  return browser ?? system ?? (agent.split(/[\s/]/)[0] || t.account.unknownDevice);
}
