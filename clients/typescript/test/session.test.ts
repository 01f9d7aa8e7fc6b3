import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, type AuthEvent, type Client, type ClientOptions, createClient } from "../src/index.js";
import { openBrowser } from "./support/browser.js";
import { BASE_URL, FakeService, json } from "./support/fake-service.js";

const REFRESH = "/api/token/refresh/";
const EXPIRY = 300_000;
const credentials = { email: "ada@example.com", password: "correct horse battery" };

let service: FakeService;
let browser: ReturnType<typeof openBrowser>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
  browser = openBrowser();
  service = new FakeService();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const bearer: ClientOptions = { baseUrl: BASE_URL, transport: "bearer" };
const stored: ClientOptions = { ...bearer, storage: "localStorage" };
const cookie: ClientOptions = { baseUrl: BASE_URL, transport: "cookie" };

/** Lets the timers run until the promise is settled. */
async function finish<T>(promise: Promise<T>): Promise<T> {
  const settled = promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
  await vi.runAllTimersAsync();
  return (await settled)();
}

async function loggedIn(options: ClientOptions): Promise<{ client: Client; events: AuthEvent[] }> {
  const client = createClient(options);
  await finish(client.login(credentials));
  return { client, events: record(client) };
}

function record(client: Client): AuthEvent[] {
  const events: AuthEvent[] = [];
  client.subscribe((event) => events.push(event));
  return events;
}

function sleep(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

describe.each([
  ["bearer mode", bearer],
  ["bearer mode with localStorage", stored],
  ["cookie mode", cookie],
])("%s", (_, options) => {
  test("fetch_WhenTenRequestsFindAnExpiredToken_RefreshesOnce", async () => {
    const { client } = await loggedIn(options);
    sleep(EXPIRY);

    const responses = await finish(Promise.all(Array.from({ length: 10 }, () => client.fetch("/api/user/"))));

    expect(responses.map((response) => response.status)).toEqual(Array(10).fill(200));
    expect(service.refreshes).toBe(1);
  });

  test("fetch_WhenTenRequestsAreRefused_RefreshesOnceAndRepeatsThem", async () => {
    const { client } = await loggedIn(options);
    service.skew = EXPIRY; // The clock of the service jumped.

    const responses = await finish(Promise.all(Array.from({ length: 10 }, () => client.fetch("/api/user/", { method: "POST", body: "x" }))));

    expect(responses.map((response) => response.status)).toEqual(Array(10).fill(200));
    expect(service.refreshes).toBe(1);
    expect(service.paths.filter((path) => path === "/api/user/")).toHaveLength(20);
    expect(await service.requests.at(-1)?.text()).toBe("x");
  });

  test("fetch_WhenTheDeviceSlept_RefreshesBeforeTheFirstRequest", async () => {
    const { client } = await loggedIn(options);
    sleep(8 * 3_600_000);

    await finish(client.user.get());

    expect(service.paths.slice(-2)).toEqual([REFRESH, "/api/user/"]);
  });

  test("fetch_WhenTheClockOfTheDeviceIsWrong_RefreshesNoSooner", async () => {
    service.skew = -86_400_000;
    const { client } = await loggedIn(options);

    await finish(client.user.get());
    sleep(EXPIRY);
    await finish(client.user.get());

    expect(service.paths.slice(1)).toEqual(["/api/user/", REFRESH, "/api/user/"]);
  });

  test("refresh_WhenTheNetworkFails_KeepsTheSession", async () => {
    const { client, events } = await loggedIn(options);
    sleep(EXPIRY);
    service.fail(REFRESH, "network", "network", "network");

    const error = await finish(client.user.get().catch((caught: unknown) => caught));

    expect(error).toMatchObject({ status: 0, code: "network_error", isTemporary: true });
    expect(client.state.status).toBe("logged_in");
    expect(events).toEqual([]);
    await finish(client.user.get());
  });

  test("refresh_WhenItFailsForTenRequests_IsNotTriedTenTimes", async () => {
    const { client } = await loggedIn(options);
    sleep(EXPIRY);
    service.fail(REFRESH, ...Array<"network">(30).fill("network"));

    const results = await finish(Promise.allSettled(Array.from({ length: 10 }, () => client.user.get())));

    expect(results.map((result) => result.status)).toEqual(Array(10).fill("rejected"));
    expect(service.refreshes).toBe(3);
  });

  test("refresh_WhenTheServiceIsBusy_RetriesAfterTheTimeItNames", async () => {
    const { client } = await loggedIn(options);
    sleep(EXPIRY);
    const start = Date.now();
    service.fail(REFRESH, json(503, { detail: "Busy.", code: "busy" }, { "Retry-After": "3" }));

    await finish(client.user.get());

    expect(Date.now() - start).toBeGreaterThanOrEqual(3_000);
    expect(service.refreshes).toBe(2);
  });

  test.each([429, 503])("refresh_WhenTheServiceAsksToWaitLong_Fails_%i", async (status) => {
    const { client } = await loggedIn(options);
    sleep(EXPIRY);
    service.fail(REFRESH, json(status, { detail: "Wait.", code: "throttled" }, { "Retry-After": "60" }));

    const error = await finish(client.user.get().catch((caught: unknown) => caught));

    expect(error).toMatchObject({ status, retryAfter: 60 });
    expect(service.refreshes).toBe(1);
    expect(client.state.status).toBe("logged_in");
  });

  test.each(["lost", "hangs"] as const)("refresh_WhenTheReplyIsLost_SendsTheSameTokenAgain_%s", async (fault) => {
    const { client } = await loggedIn(options);
    sleep(EXPIRY);
    service.fail(REFRESH, fault, fault);
    const start = Date.now();

    await finish(client.user.get());

    expect(service.refreshes).toBe(3);
    expect(Date.now() - start).toBeLessThan(30_000);
    const bodies = await Promise.all(service.requests.filter((request) => request.url.endsWith(REFRESH)).map((request) => request.text()));
    expect(new Set(bodies).size).toBe(1);
  });

  test("refresh_WhenTheTokenIsNotValid_LogsOut", async () => {
    const { client, events } = await loggedIn(options);
    service.endSession();
    sleep(EXPIRY);

    const response = await finish(client.fetch("/api/user/"));

    expect(response.status).toBe(401);
    expect(client.state).toEqual({ status: "logged_out", user: undefined });
    expect(events).toEqual([{ type: "logged_out", reason: "session_ended" }]);
    expect(browser.stored.size).toBe(0);
  });

  test("refresh_WhenTheAccountIsDeactivated_LogsOutWithThatReason", async () => {
    const { client, events } = await loggedIn(options);
    service.isActive = false;
    sleep(EXPIRY);

    await finish(client.fetch("/api/user/"));

    expect(events).toEqual([{ type: "logged_out", reason: "user_inactive" }]);
  });

  test("fetch_WhenRefusedForAnotherReason_DoesNotRefresh", async () => {
    const { client } = await loggedIn(options);
    service.fail("/api/user/", json(401, { detail: "Log in again.", code: "insufficient_user_authentication" }));

    const error = await finish(client.user.get().catch((caught: unknown) => caught));

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "insufficient_user_authentication" });
    expect(service.refreshes).toBe(0);
    expect(client.state.status).toBe("logged_in");
  });

  test("fetch_WhenTheNewTokenIsRefusedToo_StopsAfterOneRepetition", async () => {
    const { client } = await loggedIn(options);
    const notValid = json(401, { detail: "Not valid.", code: "token_not_valid" });
    service.fail("/api/user/", notValid, notValid, notValid);

    const response = await finish(client.fetch("/api/user/"));

    expect(response.status).toBe(401);
    expect(service.paths.slice(1)).toEqual(["/api/user/", REFRESH, "/api/user/"]);
  });

  test("fetch_WhenTheOriginIsForeign_SendsNoToken", async () => {
    const { client } = await loggedIn({ ...options, origins: ["https://api.example.com"] });

    await finish(client.fetch("https://evil.example.com/api/user/"));
    await finish(client.fetch("https://accounts.example.com.evil.example.com/"));
    await finish(client.fetch("http://accounts.example.com/api/user/"));
    await finish(client.fetch(new Request("https://api.example.com/notes")));

    expect(service.requests.slice(1).map((request) => request.headers.has("Authorization"))).toEqual([false, false, false, true]);
  });

  test("requests_WhenTheServiceIsBelowAPath_GoThere", async () => {
    const { client } = await loggedIn({ ...options, baseUrl: `${BASE_URL}/auth/` });

    await finish(client.fetch("/api/user/"));
    await finish(client.fetch("//evil.example.com/").catch(() => {}));

    expect(service.requests.map((request) => request.url)).toEqual([`${BASE_URL}/auth/api/login/`, `${BASE_URL}/auth/api/user/`]);
  });

  test("fetch_WhenNotLoggedIn_SendsTheRequestWithoutToken", async () => {
    const client = createClient(options);

    const response = await finish(client.fetch("/api/user/"));

    expect(response.status).toBe(401);
    expect(service.requests.at(-1)?.headers.has("Authorization")).toBe(false);
    expect(client.state.status).toBe("logged_out");
  });

  test("logout_WhenCalled_EndsTheSessionEvenWithAnExpiredAccessToken", async () => {
    const { client, events } = await loggedIn(options);
    sleep(EXPIRY);

    await finish(client.logout());

    expect(service.refreshes).toBe(0);
    expect(events).toEqual([{ type: "logged_out", reason: "logout" }]);
    expect(browser.stored.size).toBe(0);
    expect((await finish(client.fetch("/api/user/"))).status).toBe(401);
  });

  test("logout_WhenTheSessionHasEnded_Succeeds", async () => {
    const { client, events } = await loggedIn(options);
    service.endSession();

    await finish(client.logout());

    expect(events).toEqual([{ type: "logged_out", reason: "logout" }]);
  });

  test("login_WhenARefreshIsInProgress_WaitsForIt", async () => {
    const { client } = await loggedIn(options);
    sleep(EXPIRY);

    const read = client.user.get();
    const login = client.login(credentials);
    await finish(Promise.all([read, login]));

    expect(service.paths.slice(1)).toEqual(expect.arrayContaining([REFRESH, "/api/login/"]));
    expect(service.mostOpen).toBe(1);
    expect((await finish(client.fetch("/api/user/"))).status).toBe(200);
  });

  test("user_WhenRead_IsInTheStateWithoutTokens", async () => {
    const { client, events } = await loggedIn(options);
    service.fail("/api/user/", json(200, { user: { username: "ada", tokens: { access: "a", refresh: "r" } } }));

    const user = await finish(client.user.get());

    expect(user).toEqual({ username: "ada" });
    expect(client.state.user).toBe(user);
    expect(events).toEqual([{ type: "user_updated", user }]);
  });

  test("subscribe_WhenEnded_CallsTheListenerNoMore", async () => {
    const client = createClient(options);
    const listener = vi.fn();
    client.subscribe(listener)();

    await finish(client.login(credentials));

    expect(listener).not.toHaveBeenCalled();
  });
});

describe.each([
  ["bearer mode with localStorage", stored],
  ["cookie mode", cookie],
])("tabs in %s", (_, options) => {
  async function openTabs(count: number): Promise<Client[]> {
    const { client } = await loggedIn(options);
    const others = Array.from({ length: count - 1 }, () => createClient(options));
    await finish(Promise.all(others.map((other) => other.resume())));
    service.requests.length = 0;
    return [client, ...others];
  }

  test.each([5, 60])("refresh_WhenTenTabsHaveAnExpiredToken_IsOneRequest_%i", async (messageDelay) => {
    browser = openBrowser({ messageDelay });
    const tabs = await openTabs(10);
    sleep(EXPIRY);

    await finish(Promise.all(tabs.map((tab) => tab.user.get())));

    expect(service.refreshes).toBe(1);
  });

  test("refresh_WhenTheReplyIsLostInTenTabs_LogsNoneOut", async () => {
    const tabs = await openTabs(10);
    sleep(EXPIRY);
    service.fail(REFRESH, "lost", "network");

    await finish(Promise.all(tabs.map((tab) => tab.user.get())));

    expect(service.refreshes).toBe(3);
    expect(tabs.every((tab) => tab.state.status === "logged_in")).toBe(true);
  });

  test("refresh_WhenThereAreNoLocks_LogsNoTabOut", async () => {
    browser = openBrowser({ hasLocks: false });
    const tabs = await openTabs(2);
    sleep(EXPIRY);

    await finish(Promise.all(tabs.map((tab) => tab.user.get())));

    expect(tabs.map((tab) => tab.state.status)).toEqual(["logged_in", "logged_in"]);
  });

  test("login_WhenAnotherTabLogsIn_LogsInThisTab", async () => {
    const tab = createClient(options);
    await finish(tab.resume());
    const events = record(tab);

    await loggedIn(options);
    const user = await finish(tab.user.get());

    expect(events).toEqual([{ type: "logged_in" }, { type: "user_updated", user }]);
    expect(service.paths.slice(-2)).toEqual(["/api/login/", "/api/user/"]);
  });

  test("logout_WhenAnotherTabLogsOut_LogsOutThisTab", async () => {
    const tabs = await openTabs(3);
    const events = tabs.map(record);

    await finish(tabs[0]!.logout());

    expect(events).toEqual(Array(3).fill([{ type: "logged_out", reason: "logout" }]));
    expect((await finish(tabs[1]!.fetch("/api/user/"))).status).toBe(401);
    expect(service.refreshes).toBe(0);
  });

  test("messages_WhenTabsTalk_NeverContainARefreshToken", async () => {
    const tabs = await openTabs(2);
    sleep(EXPIRY);
    await finish(tabs[0]!.user.get());
    await finish(tabs[1]!.logout());

    expect(browser.messages.length).toBeGreaterThan(3);
    expect(JSON.stringify(browser.messages)).not.toMatch(/refresh-\d/);
  });

  test("resume_WhenThePageIsLoadedAgain_FindsTheSession", async () => {
    const { client } = await loggedIn(options);
    client.close();

    const tab = createClient(options);

    expect(tab.state.status).toBe("unknown");
    expect((await finish(tab.resume())).status).toBe("logged_in");
  });

  test("resume_WhenTheSessionHasEnded_SaysThatThereIsNone", async () => {
    const { client } = await loggedIn(options);
    client.close();
    service.endSession();
    const tab = createClient(options);
    const events = record(tab);

    await finish(tab.resume());

    expect(events).toEqual([{ type: "logged_out", reason: "no_session" }]);
  });

  test("resume_WhenTheNetworkFails_LeavesTheStatusOpen", async () => {
    await loggedIn(options);
    const tab = createClient(options);
    service.fail(REFRESH, "network", "network", "network");

    await expect(finish(tab.resume())).rejects.toMatchObject({ code: "network_error" });

    expect(tab.state.status).toBe("unknown");
    expect((await finish(tab.resume())).status).toBe("logged_in");
  });
});

describe("cookie mode alone", () => {
  test("requests_WhenTheyCarryTokens_HaveTheHeaderAndTheCookieAndNoRefreshToken", async () => {
    const { client } = await loggedIn(cookie);
    sleep(EXPIRY);
    await finish(client.password.change({ current_password: "a", new_password: "b" }).catch(() => {}));
    await finish(client.logout());
    await finish(client.loginCode.confirm({ nonce: "a", code: "b" }).catch(() => {}));

    expect(service.paths).toEqual(["/api/login/", REFRESH, "/api/password/change/", "/api/logout/", "/api/login/code/confirm/"]);
    for (const request of service.requests) {
      expect(request.headers.get("X-Token-Transport")).toBe("cookie");
      expect(request.credentials).toBe("include");
      expect(await request.text()).not.toContain("refresh");
    }
  });

  test("requests_WhenTheyCarryNoTokens_SendNoCookieToOtherOrigins", async () => {
    const { client } = await loggedIn(cookie);
    service.requests.length = 0;

    await finish(client.user.get());
    await finish(client.fetch("/api/user/"));
    await finish(client.email.undoChange("a").catch(() => {}));

    expect(service.requests.map((request) => request.headers.has("X-Token-Transport"))).toEqual([false, false, false]);
    expect(service.requests.map((request) => request.credentials)).toEqual(["same-origin", "same-origin", "same-origin"]);
  });

  test("tokens_WhenABodyHasARefreshTokenAllTheSame_AreNotStored", async () => {
    service.fail("/api/login/", json(200, { user: { tokens: { access: `e30.${btoa('{"exp":1,"iat":0}')}.c`, refresh: "refresh-0" } } }));

    await loggedIn(cookie);

    expect(browser.stored.size).toBe(0);
    expect(JSON.stringify(browser.messages)).not.toContain("refresh-0");
  });

  test("logout_WhenTheServiceCannotBeReached_DoesNotPretend", async () => {
    const { client, events } = await loggedIn(cookie);
    service.fail("/api/logout/", "network", "network", "network");

    await expect(finish(client.logout())).rejects.toMatchObject({ code: "network_error" });

    expect(client.state.status).toBe("logged_in");
    expect(events).toEqual([]);
    await finish(client.logout());
    expect(service.cookie).toBeUndefined();
  });
});

describe("bearer mode alone", () => {
  test("requests_WhenSentToTheService_HaveNoHeaderAndNoCredentials", async () => {
    const { client } = await loggedIn(bearer);
    await finish(client.user.get());

    expect(service.requests.map((request) => request.headers.has("X-Token-Transport"))).toEqual([false, false]);
    expect(service.requests.map((request) => request.credentials)).toEqual(["same-origin", "same-origin"]);
  });

  test("tokens_WhenKeptInMemory_AreNotStoredAndNotShared", async () => {
    const other = createClient(bearer);
    await loggedIn(bearer);
    await vi.runAllTimersAsync();

    expect(browser.stored.size).toBe(0);
    expect(browser.messages).toEqual([]);
    expect(other.state.status).toBe("logged_out");
  });

  test("tokens_WhenKeptInLocalStorage_AreTheRefreshTokenAlone", async () => {
    await loggedIn(stored);

    expect([...browser.stored.values()]).toEqual(["refresh-1"]);
  });

  test("tokens_WhenLocalStorageIsRefused_AreKeptInMemory", async () => {
    vi.stubGlobal("localStorage", undefined);
    const { client } = await loggedIn(stored);
    sleep(EXPIRY);

    expect((await finish(client.fetch("/api/user/"))).status).toBe(200);
  });

  test("logout_WhenAnotherTabOfTheUserHasItsOwnSession_EndsBoth", async () => {
    const { client: first } = await loggedIn(bearer);
    const { events } = await loggedIn(bearer);

    await finish(first.logout());

    expect(events).toEqual([{ type: "logged_out", reason: "logout" }]);
    expect(service.paths.filter((path) => path === "/api/token/blacklist/")).toHaveLength(2);
  });

  test("logout_WhenThereIsNoTokenAnyMore_SendsNoRequest", async () => {
    const { client, events } = await loggedIn(stored);
    browser.stored.clear();

    await finish(client.logout());

    expect(events).toEqual([{ type: "logged_out", reason: "logout" }]);
    expect(service.paths).toEqual(["/api/login/"]);
  });

  test("logout_WhenTheServiceCannotBeReached_DeletesTheTokenAllTheSame", async () => {
    const { client } = await loggedIn(stored);
    service.fail("/api/token/blacklist/", "network", "network", "network");

    await expect(finish(client.logout())).rejects.toMatchObject({ code: "network_error" });

    expect(client.state.status).toBe("logged_out");
    expect(browser.stored.size).toBe(0);
  });
});
