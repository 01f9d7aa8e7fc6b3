/** An access token, and when this device's clock says that it must be replaced. */
export interface AccessToken {
  readonly value: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly staleAt: number;
}

const MARGIN = 10_000;

/**
 * Reads an access token that a response to a request of the time `sentAt` contained.
 * Its age is counted from then on, so a wrong clock of the device does no harm.
 */
export function readAccessToken(value: string, sentAt: number): AccessToken {
  const claims = JSON.parse(decode(value.split(".")[1] ?? ""));
  const lifetime = (claims.exp - claims.iat) * 1000;
  const margin = Math.min(MARGIN, lifetime / 10);
  return { value, userId: claims.sub, sessionId: claims.sid, staleAt: sentAt + lifetime - margin };
}

export function isFresh(token: AccessToken | undefined): token is AccessToken {
  return token !== undefined && Date.now() < token.staleAt;
}

function decode(base64url: string): string {
  const bytes = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** The place of the refresh token in bearer mode. */
export interface RefreshTokenStore {
  get(): string | null;
  set(token: string | null): void;
}

export function memoryStore(): RefreshTokenStore {
  let token: string | null = null;
  return {
    get: () => token,
    set: (value) => {
      token = value;
    },
  };
}

/** Falls back to memory where the browser refuses to store, for example in a private window. */
export function localStore(key: string): RefreshTokenStore {
  const memory = memoryStore();
  return {
    get: () => {
      try {
        return localStorage.getItem(key) ?? memory.get();
      } catch {
        return memory.get();
      }
    },
    set: (token) => {
      memory.set(null);
      try {
        if (token === null) {
          localStorage.removeItem(key);
        } else {
          localStorage.setItem(key, token);
        }
      } catch {
        memory.set(token);
      }
    },
  };
}
