import { ChatError } from "../protocol/chat_error.ts";
import type { Account, Store } from "../store/store.ts";

/** Who may come in: sign up, and be a guest. */
export interface AccessPolicy {
  signup: "open" | "invite" | "closed";
  guests: "on" | "off";
}

/** What the environment decides; it wins over what an admin chose. */
export type AccessOverrides = { [K in keyof AccessPolicy]?: AccessPolicy[K] | undefined };

/** Where nobody decides; guests come in at once only where no stranger does. */
export function defaultAccessPolicy(isExposed: boolean): AccessPolicy {
  return { signup: "open", guests: isExposed ? "off" : "on" };
}

const ACCESS_VALUES: { [K in keyof AccessPolicy]: readonly AccessPolicy[K][] } = {
  signup: ["open", "invite", "closed"],
  guests: ["on", "off"],
};

/** Who may come in, as the environment or an admin says. */
export class AccessSettings {
  constructor(
    private readonly store: Pick<Store, "readSettings" | "writeSetting">,
    private readonly overrides: AccessOverrides,
    private readonly now: () => number,
    private readonly defaults: AccessPolicy = defaultAccessPolicy(false),
  ) {}

  /** The names of those that only the environment changes. */
  get overriddenNames(): (keyof AccessPolicy)[] {
    return (Object.keys(ACCESS_VALUES) as (keyof AccessPolicy)[]).filter((name) =>
      this.overrides[name]
    );
  }

  async read(): Promise<AccessPolicy> {
    const stored = await this.store.readSettings();
    return {
      signup: this.overrides.signup ?? validValue("signup", stored.signup) ?? this.defaults.signup,
      guests: this.overrides.guests ?? validValue("guests", stored.guests) ?? this.defaults.guests,
    };
  }

  /** Changes settings. @throws ChatError `forbidden` for one that the environment decides. */
  async write(actor: Account, changes: AccessOverrides): Promise<void> {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    for (const [name] of given) {
      if (this.overrides[name as keyof AccessPolicy]) {
        throw new ChatError("setting_fixed", {
          params: { setting: name, variable: name.toUpperCase() },
        });
      }
    }
    for (const [name, value] of given as [string, string][]) {
      const detail = `${name}: ${value}`;
      const audit = { at: this.now(), actor: actor.id, action: "setting" as const, detail };
      await this.store.writeSetting(name, value, audit);
    }
  }
}

function validValue<K extends keyof AccessPolicy>(
  name: K,
  value?: string,
): AccessPolicy[K] | undefined {
  return ACCESS_VALUES[name].find((allowed) => allowed === value);
}
