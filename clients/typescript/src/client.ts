import { ApiError, errorOf, networkError, unexpectedResponse } from "./errors.js";
import { type AuthEvent, type AuthState, type IssuedTokens, TokenSession, type Transport } from "./session.js";
import { localStore, memoryStore } from "./tokens.js";
import type {
  AccountExport,
  Credentials,
  CurrentUser,
  Deletion,
  EmailProof,
  LoggedInUser,
  LoginCodeProof,
  PasswordChange,
  PasswordReset,
  RegisteredUser,
  Registration,
  SecurityEventsPage,
  SessionsPage,
  UserChanges,
} from "./types.js";

export interface ClientOptions {
  /** The address of the service, with its path if it has one. It may be relative to the page. */
  readonly baseUrl: string;
  /** `cookie`: the refresh token is in an HttpOnly cookie. `bearer`: this client keeps it. */
  readonly transport: "bearer" | "cookie";
  /** Bearer mode only. `memory` (the default) forgets the session with the page; any script of the page can read `localStorage`. */
  readonly storage?: "memory" | "localStorage";
  /** Further origins that `fetch` sends the access token to, such as `https://api.example.com`. */
  readonly origins?: readonly string[];
}

export type Client = ReturnType<typeof createClient>;

// The service ends a request after 30 s; without a limit a lost connection would keep the lock of all tabs.
const TIMEOUT = 60_000;

type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Call {
  readonly method?: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly access?: string | undefined;
  /** Whether the request or the response carries a refresh token: in a body, or in cookie mode in the cookie. */
  readonly carriesTokens?: boolean;
  readonly signal?: AbortSignal;
}

/** Makes a client. One is enough for an app; all tabs with the same options share its session, except with `memory`. */
export function createClient(options: ClientOptions) {
  const base = new URL(options.baseUrl, globalThis.location?.href);
  const root = base.href.replace(/\/+$/, "");
  const origins = new Set([base.origin, ...(options.origins ?? []).map((origin) => new URL(origin).origin)]);
  const isCookie = options.transport === "cookie";
  const name = `cleanauth:${options.transport}:${root}`;

  async function send({ method = "POST", path, body, access, carriesTokens = false, signal }: Call): Promise<Response> {
    const headers = new Headers();
    if (access) {
      headers.set("Authorization", `Bearer ${access}`);
    }

    if (body !== undefined) {
      headers.set("Content-Type", "application/json");
    }

    // The service lets pages of other origins send cookies to these endpoints only.
    const usesCookie = isCookie && carriesTokens;
    if (usesCookie) {
      headers.set("X-Token-Transport", "cookie");
    }

    try {
      return await fetch(root + path, {
        method,
        headers,
        credentials: usesCookie ? "include" : "same-origin",
        signal: signal ?? AbortSignal.timeout(TIMEOUT),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw error instanceof ApiError ? error : networkError(error);
    }
  }

  async function anonymous<T = void>(path: string, body?: unknown): Promise<T> {
    return read<T>(await send({ path, body }));
  }

  async function authorized<T = void>(method: Method, path: string, body?: unknown): Promise<T> {
    return read<T>(await session.authorize((access) => send({ method, path, body, access })));
  }

  async function withRefreshToken<T>(path: string, token: string | null, signal: AbortSignal): Promise<T> {
    return read<T>(await send({ path, body: token === null ? undefined : { refresh: token }, carriesTokens: true, signal }));
  }

  const store = isCookie ? undefined : options.storage === "localStorage" ? localStore(`${name}:refresh`) : memoryStore();
  const transport: Transport = {
    store,
    isShared: isCookie || options.storage === "localStorage",
    refresh: (token, signal) => withRefreshToken("/api/token/refresh/", token, signal),
    // Both end the session and need no access token, but in bearer mode /api/logout/ would.
    logout: (token, signal) => withRefreshToken(isCookie ? "/api/logout/" : "/api/token/blacklist/", token, signal),
  };
  const session = new TokenSession(name, transport);

  /** A login must not meet a refresh of the former session, whose cookie or tokens would replace the new ones. */
  function logIn(path: string, body: unknown): Promise<LoggedInUser> {
    return session.exclusive(async () => {
      const sentAt = Date.now();
      const response = await send({ path, body, carriesTokens: true });
      const { user } = await read<{ user: LoggedInUser & { tokens?: IssuedTokens } }>(response);
      const { tokens, ...account } = user;
      session.accept(tokens, sentAt);
      return account;
    });
  }

  async function readUser(method: Method, body?: unknown): Promise<CurrentUser> {
    const { user } = await authorized<{ user: CurrentUser & { tokens?: unknown } }>(method, "/api/user/", body);
    const { tokens: _, ...account } = user;
    session.update(account);
    return account;
  }

  /** With a password the link proves itself; without one the user must be logged in. */
  function redeem(path: string, proof: EmailProof): Promise<void> {
    return proof.password === undefined ? authorized("POST", path, proof) : anonymous(path, proof);
  }

  return {
    /** The status, and the account once it was read. The object is replaced at each change. */
    get state(): AuthState {
      return session.state;
    },

    /** Calls the listener at each login, logout and change of the account, in any tab. Returns a function that ends it. */
    subscribe: (listener: (event: AuthEvent) => void): (() => void) => session.subscribe(listener),

    /** Finds out whether this browser still has a session. Call it when the app starts. */
    async resume(): Promise<AuthState> {
      if (session.state.status === "unknown") {
        await session.refresh();
      }

      return session.state;
    },

    /** Stops listening to other tabs. */
    close: (): void => session.close(),

    register: async (registration: Registration): Promise<RegisteredUser> =>
      (await anonymous<{ user: RegisteredUser }>("/api/register/", { user: registration })).user,

    login: (credentials: Credentials): Promise<LoggedInUser> => logIn("/api/login/", { user: credentials }),

    loginCode: {
      /** Sends a code and a link to the email. Keep the nonce: only this browser can use them. */
      request: (email: string): Promise<{ nonce: string }> => anonymous("/api/login/code/", { email }),
      confirm: (proof: LoginCodeProof): Promise<LoggedInUser> => logIn("/api/login/code/confirm/", proof),
    },

    /** Ends the session at the service. In cookie mode the user stays logged in if the service cannot be reached. */
    logout: (): Promise<void> => session.logOut(),

    user: {
      get: (): Promise<CurrentUser> => readUser("GET"),
      /** Changes the given members. `current_password` is needed for a new email. */
      update: (changes: UserChanges): Promise<CurrentUser> => readUser("PATCH", { user: changes }),
      async delete(deletion: Deletion): Promise<void> {
        await authorized("POST", "/api/user/delete/", deletion);
        session.end("account_deleted");
      },
      /** Redeems the link in the email about the deletion. */
      restore: (token: string): Promise<void> => anonymous("/api/user/restore/", { token }),
      export: (): Promise<AccountExport> => authorized("GET", "/api/user/export/"),
    },

    password: {
      /** Ends all other sessions. This one goes on with new tokens. */
      async change(change: PasswordChange): Promise<void> {
        const response = await session.authorize((access) =>
          session.exclusive(async () => {
            const sentAt = Date.now();
            const changed = await send({ path: "/api/password/change/", body: change, access, carriesTokens: true });
            if (changed.ok) {
              session.accept(await read<IssuedTokens>(changed.clone()), sentAt);
            }

            return changed;
          }),
        );
        await read(response);
      },
      /** Sends a link to choose a new password, if the email has an account. */
      requestReset: (email: string): Promise<void> => anonymous("/api/password/reset/", { email }),
      confirmReset: (reset: PasswordReset): Promise<void> => anonymous("/api/password/reset/confirm/", reset),
    },

    email: {
      verify: (proof: EmailProof): Promise<void> => redeem("/api/email/verify/", proof),
      resendVerification: (email: string): Promise<void> => anonymous("/api/email/verify/resend/", { email }),
      confirmChange: (proof: EmailProof): Promise<void> => redeem("/api/email/change/confirm/", proof),
      undoChange: (token: string): Promise<void> => anonymous("/api/email/change/undo/", { token }),
    },

    sessions: {
      list: (cursor?: string): Promise<SessionsPage> => authorized("GET", `/api/sessions/${query({ cursor })}`),
      async end(id: string): Promise<void> {
        await authorized("DELETE", `/api/sessions/${encodeURIComponent(id)}/`);
        if (session.isThis(id)) {
          session.end("logout");
        }
      },
      endOthers: (): Promise<void> => authorized("DELETE", "/api/sessions/"),
      async endAll(): Promise<void> {
        await authorized("DELETE", "/api/sessions/?all=true");
        session.end("logout");
      },
      /** Redeems the link in the email about a new device. */
      report: (token: string): Promise<void> => anonymous("/api/sessions/report/", { token }),
    },

    securityEvents: {
      list: (cursor?: string): Promise<SecurityEventsPage> => authorized("GET", `/api/security-events/${query({ cursor })}`),
    },

    /**
     * As `fetch`, with the access token where the request goes to the service or to one of `origins`.
     * A path that begins with a slash is one below `baseUrl`.
     * Rejects with an `ApiError` if the token has expired and the service cannot be reached.
     */
    fetch: async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const isPath = typeof input === "string" && /^\/(?!\/)/.test(input);
      const request = new Request(isPath ? root + input : input, init);
      return !origins.has(new URL(request.url).origin) || request.headers.has("Authorization")
        ? fetch(request)
        : session.authorize((access) => {
            const copy = request.clone();
            if (access) {
              copy.headers.set("Authorization", `Bearer ${access}`);
            }

            return fetch(copy);
          });
    },
  };
}

function query(parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw await errorOf(response);
  }

  const text = await response.text().catch((error: unknown) => {
    throw networkError(error);
  });
  try {
    return (text === "" ? undefined : JSON.parse(text)) as T;
  } catch {
    throw unexpectedResponse(response.status);
  }
}
