import { vi } from "vitest";

export const BASE_URL = "https://accounts.example.com";

const LIFETIME = 300;
const LATENCY = 20;

type Fault = "network" | "lost" | "hangs" | Response;

/** The parts of the service that a session needs. Time is that of the fake timers, plus `skew`. */
export class FakeService {
  readonly requests: Request[] = [];
  /** The faults of the next requests of a path, in order. */
  readonly faults: Record<string, Fault[]> = {};
  /** The cookie of the browser. */
  cookie: string | undefined;
  isActive = true;
  skew = 0;
  /** How many requests that replace or end a session were open at once. */
  mostOpen = 0;
  private open = 0;
  private live: string | undefined;
  private consumed: string | undefined;
  private serial = 0;

  constructor() {
    vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => this.receive(new Request(input, init)));
  }

  /** The paths of the requests so far. */
  get paths(): string[] {
    return this.requests.map((request) => new URL(request.url).pathname);
  }

  get refreshes(): number {
    return this.paths.filter((path) => path === "/api/token/refresh/").length;
  }

  fail(path: string, ...faults: Fault[]): void {
    this.faults[path] = faults;
  }

  /** Ends the session, as a logout on another device does. */
  endSession(): void {
    this.live = this.consumed = undefined;
  }

  private async receive(request: Request): Promise<Response> {
    this.requests.push(request.clone());
    const path = new URL(request.url).pathname.replace(/^\/auth/, "");
    if (path === "/api/user/") {
      return this.answer(path, request);
    }

    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    return this.answer(path, request).finally(() => {
      this.open -= 1;
    });
  }

  private async answer(path: string, request: Request): Promise<Response> {
    const fault = this.faults[path]?.shift();
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    if (fault === "hangs") {
      return new Promise((_, reject) => {
        const fail = () => reject(request.signal.reason);
        request.signal.aborted ? fail() : request.signal.addEventListener("abort", fail);
      });
    }

    if (fault === "network") {
      throw new TypeError("fetch failed");
    }

    if (fault instanceof Response) {
      return fault.clone();
    }

    const response = await this.respond(path, request);
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    if (fault === "lost") {
      throw new TypeError("terminated");
    }

    return response;
  }

  private async respond(path: string, request: Request): Promise<Response> {
    const isCookie = request.headers.get("X-Token-Transport") === "cookie" && request.credentials === "include";
    const text = await request.text();
    const sent: string | undefined = isCookie ? this.cookie : /"refresh":"([^"]+)"/.exec(text)?.[1];
    const isKnown = sent !== undefined && (sent === this.live || sent === this.consumed);
    switch (path) {
      case "/api/login/":
        return json(200, { user: { email: "ada@example.com", username: "ada", is_staff: false, tokens: this.issue(isCookie) } });
      case "/api/token/refresh/":
        if (!this.isActive) {
          return json(401, { detail: "User is inactive", code: "user_inactive" });
        }

        if (!isKnown) {
          this.cookie = undefined;
          return refused();
        }

        return json(200, this.issue(isCookie, sent));
      case "/api/logout/":
      case "/api/token/blacklist/":
        this.endSession();
        this.cookie = undefined;
        return isKnown ? json(200, {}) : refused();
      default:
        return this.accepts(request) ? json(200, { user: { id: "1", username: "ada" } }) : refused();
    }
  }

  /** A token that was used before gets the successor that it has already. */
  private issue(isCookie: boolean, sent?: string): { access: string; refresh?: string } {
    const now = Math.floor((Date.now() + this.skew) / 1000);
    this.serial += 1;
    if (!this.live || sent !== this.consumed || sent === undefined) {
      this.consumed = sent;
      this.live = `refresh-${this.serial}`;
    }

    const refresh = this.live;
    const claims = { sub: "user-1", sid: "session-1", iat: now, exp: now + LIFETIME, jti: this.serial };
    const access = `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
    if (isCookie) {
      this.cookie = refresh;
      return { access };
    }

    return { access, refresh };
  }

  private accepts(request: Request): boolean {
    const token = request.headers.get("Authorization")?.split(".")[1];
    return token !== undefined && JSON.parse(Buffer.from(token, "base64url").toString()).exp * 1000 > Date.now() + this.skew;
  }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

export function refused(): Response {
  return json(401, { detail: "Given token not valid for any token type", code: "token_not_valid" });
}
