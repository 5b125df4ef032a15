import { Refused } from "../protocol/chat_error.ts";
import type { Account, Store } from "../store/store.ts";

/** Who may come in: sign up, and be a guest. */
export interface Access {
  signup: "open" | "invite" | "closed";
  guests: "on" | "off";
}

/** What the environment decides; it wins over what an admin chose. */
export type Fixed = { [K in keyof Access]?: Access[K] | undefined };

/** Where nobody decides; guests come in at once only where no stranger does. */
export function defaultAccess(isExposed: boolean): Access {
  return { signup: "open", guests: isExposed ? "off" : "on" };
}

const VALUES: { [K in keyof Access]: readonly Access[K][] } = {
  signup: ["open", "invite", "closed"],
  guests: ["on", "off"],
};

/** Who may come in, as the environment or an admin says. */
export class AccessSettings {
  constructor(
    private readonly store: Pick<Store, "readSettings" | "writeSetting">,
    private readonly env: Fixed,
    private readonly now: () => number,
    private readonly defaults: Access = defaultAccess(false),
  ) {}

  /** The names of those that only the environment changes. */
  get fixed(): (keyof Access)[] {
    return (Object.keys(VALUES) as (keyof Access)[]).filter((name) => this.env[name]);
  }

  async read(): Promise<Access> {
    const stored = await this.store.readSettings();
    return {
      signup: this.env.signup ?? known("signup", stored.signup) ?? this.defaults.signup,
      guests: this.env.guests ?? known("guests", stored.guests) ?? this.defaults.guests,
    };
  }

  /** Changes settings. @throws Refused `forbidden` for one that the environment decides. */
  async write(by: Account, changes: Fixed): Promise<void> {
    const wanted = Object.entries(changes).filter(([, value]) => value !== undefined);
    for (const [name] of wanted) {
      if (this.env[name as keyof Access]) {
        throw new Refused("setting_fixed", {
          params: { setting: name, variable: name.toUpperCase() },
        });
      }
    }
    for (const [name, value] of wanted as [string, string][]) {
      const detail = `${name}: ${value}`;
      const audit = { at: this.now(), actor: by.id, action: "setting" as const, detail };
      await this.store.writeSetting(name, value, audit);
    }
  }
}

function known<K extends keyof Access>(name: K, value?: string): Access[K] | undefined {
  return VALUES[name].find((one) => one === value);
}
