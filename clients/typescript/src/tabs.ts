import type { LogoutReason } from "./session.js";
import type { AccessToken } from "./tokens.js";
import type { CurrentUser } from "./types.js";

/** A message to the other tabs. It never contains a refresh token. */
export type TabMessage =
  | { readonly type: "token"; readonly token: AccessToken }
  | { readonly type: "logged_out"; readonly reason: LogoutReason; readonly userId: string | undefined }
  | { readonly type: "user"; readonly user: CurrentUser };

/** The other tabs of the app. */
export interface Tabs {
  post(message: TabMessage): void;

  /** Runs the work while no other tab does. `waited` says whether another tab did just before. */
  exclusive<T>(work: (waited: boolean) => Promise<T>): Promise<T>;

  /** Waits until `condition` holds after a message, but not for long. */
  settle(condition: () => boolean): Promise<void>;

  close(): void;
}

const SETTLE_TIME = 200;

/** Without `navigator.locks` (plain HTTP) tabs may refresh at the same time, which the service's leeway allows. */
export function openTabs(name: string, receive: (message: TabMessage) => void): Tabs {
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(name);
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  let wake = () => {};
  if (channel) {
    // Node.js would not exit while the channel is open.
    (channel as { unref?: () => void }).unref?.();
    channel.onmessage = (event) => {
      receive(event.data);
      wake();
    };
  }

  return {
    post: (message) => channel?.postMessage(message),

    exclusive: async (work) => {
      if (!locks) {
        return work(false);
      }

      // The result is wrapped, because work may return undefined too.
      const free = await locks.request(name, { ifAvailable: true }, async (lock) => lock && { result: await work(false) });
      return free ? free.result : locks.request(name, () => work(true));
    },

    settle: (condition) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, SETTLE_TIME);
        wake = () => {
          if (condition()) {
            clearTimeout(timer);
            resolve();
          }
        };
        wake();
      }),

    close: () => channel?.close(),
  };
}
