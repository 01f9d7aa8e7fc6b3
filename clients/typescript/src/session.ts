import { ApiError, networkError, refusesToken, unexpectedResponse } from "./errors.js";
import { openTabs, type TabMessage } from "./tabs.js";
import { type AccessToken, isFresh, readAccessToken, type RefreshTokenStore } from "./tokens.js";
import type { CurrentUser } from "./types.js";

/**
 * Why nobody is logged in: the user logged out or deleted the account, the service ended the session, the account was deactivated,
 * or there was no session when the page opened.
 */
export type LogoutReason = "logout" | "account_deleted" | "session_ended" | "user_inactive" | "no_session";

/** `unknown` until the first refresh shows whether this browser still has a session. */
export type Status = "unknown" | "logged_in" | "logged_out";

export interface AuthState {
  readonly status: Status;
  /** The account, once it was read with `user.get()`. */
  readonly user: CurrentUser | undefined;
}

export type AuthEvent =
  | { readonly type: "logged_in" }
  | { readonly type: "logged_out"; readonly reason: LogoutReason }
  | { readonly type: "user_updated"; readonly user: CurrentUser };

/** The tokens in a response; `refresh` is absent in cookie mode, and where tokens do not rotate. */
export interface IssuedTokens {
  readonly access: string;
  readonly refresh?: string | null;
}

/** The requests that depend on the transport. */
export interface Transport {
  /** Where the refresh token is; undefined where the browser keeps it in a cookie. */
  readonly store: RefreshTokenStore | undefined;
  /** Whether the tabs of the browser have one session together. */
  readonly isShared: boolean;
  refresh(token: string | null, signal: AbortSignal): Promise<IssuedTokens>;
  logout(token: string | null, signal: AbortSignal): Promise<void>;
}

// Three attempts take less than the 30 s for which a used refresh token still returns its successor.
const TIMEOUT = 8_000;
const PAUSES = [500, 2_000];
const LONGEST_PAUSE = 5_000;

/** The session of this tab: its tokens, and everything that may replace them, one at a time. */
export class TokenSession {
  state: AuthState;
  private token: AccessToken | undefined;
  private refreshing: Promise<void> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Set<(event: AuthEvent) => void>();
  private readonly tabs;

  constructor(
    name: string,
    private readonly transport: Transport,
  ) {
    const { store, isShared } = transport;
    const mayHaveSession = isShared && (!store || store.get() !== null);
    this.state = { status: mayHaveSession ? "unknown" : "logged_out", user: undefined };
    this.tabs = openTabs(name, (message) => this.receive(message));
  }

  readonly subscribe = (listener: (event: AuthEvent) => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Whether a session of the list is this one. Tokens write its id without dashes. */
  isThis(id: string): boolean {
    return id.replaceAll("-", "") === this.token?.sessionId;
  }

  close(): void {
    this.tabs.close();
  }

  /** Sends a request with a fresh access token; if the service refuses that token, refreshes it and sends the request once more. */
  async authorize(send: (accessToken: string | undefined) => Promise<Response>): Promise<Response> {
    if (this.state.status !== "logged_out" && !isFresh(this.token)) {
      await this.refresh();
    }

    const used = this.token?.value;
    const response = await send(used);
    if (!used || !(await refusesToken(response))) {
      return response;
    }

    await this.refresh(used);
    return this.token ? send(this.token.value) : response;
  }

  /** Gets a new access token, unless another request or tab does so. */
  refresh(refused?: string): Promise<void> {
    this.refreshing ??= this.exclusive((waited) => this.refreshNow(refused, waited)).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  /** Runs work that may replace the tokens, so that no other work of this tab, or of another one, does so meanwhile. */
  exclusive<T>(work: (waited: boolean) => Promise<T>): Promise<T> {
    const run = () => (this.transport.isShared ? this.tabs.exclusive(work) : work(false));
    const result = this.last.then(run);
    this.last = result.catch(() => {});
    return result;
  }

  /** Takes the tokens of a response to a request of the time `sentAt`. Call it within `exclusive`. */
  accept(tokens: IssuedTokens | undefined, sentAt: number): void {
    if (!tokens?.access) {
      throw unexpectedResponse(200);
    }

    const token = readAccessToken(tokens.access, sentAt);
    if (tokens.refresh) {
      this.transport.store?.set(tokens.refresh);
    }

    this.use(token);
    if (this.transport.isShared) {
      this.tabs.post({ type: "token", token });
    }
  }

  async logOut(): Promise<void> {
    await this.exclusive(async () => {
      const { store } = this.transport;
      const refresh = store?.get() ?? null;
      // Delete the refresh token even if the service cannot be reached. Only the service can delete a cookie: without its response
      // the next page load would log the user in again, so do not claim a logout.
      if (store) {
        this.end("logout");
        if (!refresh) {
          return;
        }
      }

      try {
        await persist((signal) => this.transport.logout(refresh, signal));
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "token_not_valid") {
          throw error;
        }
      }

      this.end("logout");
    });
  }

  /** Forgets the session, here and in the other tabs. */
  end(reason: LogoutReason): void {
    const userId = this.token?.userId;
    if (this.forget(reason) && reason !== "no_session") {
      this.tabs.post({ type: "logged_out", reason, userId });
    }
  }

  update(user: CurrentUser): void {
    if (this.state.status === "logged_in") {
      this.show(user);
      if (this.transport.isShared) {
        this.tabs.post({ type: "user", user });
      }
    }
  }

  private async refreshNow(refused: string | undefined, waited: boolean): Promise<void> {
    const isDone = () => this.state.status === "logged_out" || (isFresh(this.token) && this.token.value !== refused);
    if (waited) {
      await this.tabs.settle(isDone);
    }

    if (isDone()) {
      return;
    }

    const { store } = this.transport;
    const token = store?.get() ?? null;
    const reason = this.state.status === "unknown" ? "no_session" : "session_ended";
    if (store && !token) {
      this.end(reason);
      return;
    }

    try {
      await persist(async (signal) => {
        const sentAt = Date.now();
        this.accept(await this.transport.refresh(token, signal), sentAt);
      });
    } catch (error) {
      const code = error instanceof ApiError && error.status === 401 ? error.code : "";
      if (code === "token_not_valid") {
        this.end(reason);
      } else if (code === "user_inactive") {
        this.end(code);
      } else {
        throw error;
      }
    }
  }

  private receive(message: TabMessage): void {
    if (this.transport.isShared) {
      if (message.type === "token") {
        this.use(message.token);
      } else if (message.type === "user") {
        this.show(message.user);
      } else {
        this.forget(message.reason);
      }
    } else if (message.type === "logged_out" && message.reason !== "session_ended" && message.userId === this.token?.userId) {
      // This tab has a session of its own for the same user, which has to end too.
      void this.logOut().catch(() => {});
    }
  }

  private use(token: AccessToken): void {
    const isSame = this.state.status === "logged_in" && this.token?.userId === token.userId;
    this.token = token;
    if (!isSame) {
      this.state = { status: "logged_in", user: undefined };
      this.emit({ type: "logged_in" });
    }
  }

  private show(user: CurrentUser): void {
    this.state = { ...this.state, user };
    this.emit({ type: "user_updated", user });
  }

  private forget(reason: LogoutReason): boolean {
    this.token = undefined;
    this.transport.store?.set(null);
    if (this.state.status === "logged_out") {
      return false;
    }

    this.state = { status: "logged_out", user: undefined };
    this.emit({ type: "logged_out", reason });
    return true;
  }

  private emit(event: AuthEvent): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        // A defect of the app must not look like a failed login.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/** Repeats an attempt that fails for a passing reason. A lost reply is one: the service returns the same successor again. */
async function persist<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await withTimeout(attempt);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isTemporary) {
        throw error;
      }

      const wait = error.retryAfter ? error.retryAfter * 1000 : pause;
      if (wait > LONGEST_PAUSE) {
        throw error;
      }

      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  return withTimeout(attempt);
}

async function withTimeout<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(networkError("timeout")), TIMEOUT);
  try {
    return await attempt(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
