import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, type Client, createClient } from "../src/index.js";
import { openBrowser } from "./support/browser.js";
import { openCookieJar } from "./support/cookie-jar.js";
import { program, RealService } from "./support/real-service.js";

const password = "correct horse battery";
const next = "wrong horse battery staple";
const title = program ? "the service" : "the service (skipped: src/WebApi is not built, run `dotnet build`)";

describe.skipIf(!program)(title, () => {
  let service: RealService;

  beforeAll(async () => {
    service = await RealService.start({ Accounts__EmailCodes: "true", Accounts__DeletionGrace: "1.00:00:00" });
  }, 60_000);
  afterAll(() => service.stop());

  beforeEach(() => {
    openBrowser();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const open = () => createClient({ baseUrl: service.url, transport: "bearer" });

  async function register(): Promise<{ client: Client; email: string; username: string }> {
    const username = `ada-${randomUUID()}`;
    const email = `${username}@example.com`;
    const client = open();
    await client.register({ email, username, password });
    return { client, email, username };
  }

  async function registerAndVerify() {
    const account = await register();
    await account.client.email.verify({ token: await service.findLink(account.email, "verify-email"), password });
    await account.client.login({ email: account.email, password });
    return account;
  }

  function expireAccessTokens(): void {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 290_001 });
  }

  test("login_WhenThePasswordIsRight_LogsIn", async () => {
    const { client, email, username } = await register();

    const account = await client.login({ email, password });
    const user = await client.user.get();

    expect(account).toEqual({ email, username, full_name: "", is_staff: false });
    expect(user).toMatchObject({ email, username, email_verified: false });
    expect(client.state).toEqual({ status: "logged_in", user });
  });

  test("login_WhenThePasswordIsWrong_RejectsWithTheMessage", async () => {
    const { client, email } = await register();

    const error = await client.login({ email, password: next }).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 400,
      code: "invalid_input",
      detail: "A user with this email and password was not found.",
      errors: { error: ["A user with this email and password was not found."] },
    });
  });

  test("register_WhenTheInputIsInvalid_RejectsWithTheMessagesOfEachField", async () => {
    const error = await open().register({ email: "no email", username: "ada", password: "short" }).catch((caught: unknown) => caught);

    expect(Object.keys((error as ApiError).errors).sort()).toEqual(["email", "password"]);
  });

  test("fetch_WhenTenRequestsFindAnExpiredToken_AllSucceedWithOneRefresh", async () => {
    const { client, email } = await register();
    await client.login({ email, password });
    const sent = vi.spyOn(globalThis, "fetch");
    expireAccessTokens();

    const responses = await Promise.all(Array.from({ length: 10 }, () => client.fetch("/api/user/")));

    expect(responses.map((response) => response.status)).toEqual(Array(10).fill(200));
    expect(sent.mock.calls.filter(([input]) => String(input).endsWith("/api/token/refresh/"))).toHaveLength(1);
    sent.mockRestore();
  });

  test("refresh_WhenTheReplyIsLost_GetsTheSameSuccessor", async () => {
    const { client, email } = await register();
    await client.login({ email, password });
    const real = globalThis.fetch;
    let lost = 0;
    vi.stubGlobal("fetch", async (...call: Parameters<typeof fetch>) => {
      const response = await real(...call);
      if (String(call[0]).endsWith("/api/token/refresh/") && lost++ === 0) {
        throw new TypeError("terminated");
      }

      return response;
    });
    expireAccessTokens();

    await client.user.get();
    await client.logout();

    expect(lost).toBe(2);
  });

  test("refresh_WhenTheSessionWasEndedElsewhere_LogsOut", async () => {
    const { client, email } = await register();
    await client.login({ email, password });
    const other = open();
    await other.login({ email, password });
    await other.sessions.endOthers();

    await vi.waitFor(async () => expect((await client.fetch("/api/user/")).status).toBe(401), 5_000);

    expect(client.state.status).toBe("logged_out");
    expect(other.state.status).toBe("logged_in");
  });

  test("logout_WhenTheAccessTokenHasExpired_EndsTheSession", async () => {
    const { client, email } = await register();
    await client.login({ email, password });
    expireAccessTokens();

    await client.logout();

    const other = open();
    await other.login({ email, password });
    expect((await other.sessions.list()).sessions).toHaveLength(1);
    expect((await other.securityEvents.list()).events.map((event) => event.kind)).toContain("logged_out");
  });

  test("loginCode_WhenConfirmedByLink_LogsIn", async () => {
    const { client, email } = await registerAndVerify();
    await client.logout();

    const byLink = await client.loginCode.request(email);
    await client.loginCode.confirm({ nonce: byLink.nonce, token: await service.findLink(email, "login-code") });
    expect((await client.user.get()).email).toBe(email);
  });

  test("loginCode_WhenConfirmedByCode_LogsIn", async () => {
    const { client, email } = await registerAndVerify();
    await client.logout();

    const { nonce } = await client.loginCode.request(email);
    await expect(client.loginCode.confirm({ nonce, code: "AAAAAAAA" })).rejects.toMatchObject({ status: 400 });
    await client.loginCode.confirm({ nonce, code: await service.findInMail(email, /\r?\n([A-Z0-9]{4}[- ]?[A-Z0-9]{4})\r?\n/) });

    expect((await client.user.get()).email).toBe(email);
  });

  test("user_WhenUpdated_HasTheChanges", async () => {
    const { client, email } = await register();
    await client.login({ email, password });

    await client.user.update({ bio: "I write programs.", birth_date: "1815-12-10" });
    const user = await client.user.update({ bio: null });

    expect(user).toMatchObject({ birth_date: "1815-12-10" });
    expect(user.bio ?? null).toBeNull();
    expect((await client.user.export()).account.email).toBe(email);
  });

  test("password_WhenChanged_KeepsThisSessionAlone", async () => {
    const { client, email } = await register();
    await client.login({ email, password });
    const other = open();
    await other.login({ email, password });

    await client.password.change({ current_password: password, new_password: next });

    expect((await client.sessions.list()).sessions.map((session) => session.current)).toEqual([true]);
    await vi.waitFor(async () => expect((await other.fetch("/api/user/")).status).toBe(401), 5_000);
    expect(other.state.status).toBe("logged_out");
    expireAccessTokens();
    await client.user.get();
  });

  test("password_WhenTheCurrentOneIsWrong_KeepsTheSession", async () => {
    const { client, email } = await register();
    await client.login({ email, password });

    const change = client.password.change({ current_password: next, new_password: next });

    await expect(change).rejects.toMatchObject({ status: 400, errors: { current_password: [expect.any(String)] } });
    await client.user.get();
  });

  test("password_WhenResetByLink_LogsInWithTheNewOne", async () => {
    const { client, email } = await register();

    await client.password.requestReset(email);
    await client.password.confirmReset({ token: await service.findLink(email, "reset-password"), new_password: next });

    await client.login({ email, password: next });
  });

  test("email_WhenVerifiedWhileLoggedIn_NeedsNoPassword", async () => {
    const { client, email } = await register();
    await client.login({ email, password });

    await client.email.resendVerification(email);
    await client.email.verify({ token: await service.findLink(email, "verify-email") });

    expect((await client.user.get()).email_verified).toBe(true);
  });

  test("email_WhenChangedByLink_CanBeUndone", async () => {
    const { client, email } = await registerAndVerify();
    const changed = `new-${email}`;

    expect(await client.user.update({ email: changed, current_password: password })).toMatchObject({ pending_email: changed });
    await client.email.confirmChange({ token: await service.findLink(changed, "confirm-email") });
    expect((await client.user.get()).email).toBe(changed);
    await client.email.undoChange(await service.findLink(email, "undo-email-change"));

    await client.password.requestReset(email);
    await client.password.confirmReset({ token: await service.findLink(email, "reset-password"), new_password: next });
    await client.login({ email, password: next });
    expect((await client.user.get()).email).toBe(email);
  });

  test("session_WhenReportedByLink_Ends", async () => {
    const { client, email } = await registerAndVerify();
    const real = globalThis.fetch;
    vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => {
      const headers = new Headers(init?.headers);
      headers.set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
      return real(input, { ...init, headers });
    });
    await open().login({ email, password });

    await client.sessions.report(await service.findLink(email, "report-session"));

    expect(await service.findLink(email, "reset-password")).toBeTruthy();
  });

  test("session_WhenThisOneIsEnded_LogsOut", async () => {
    const { client, email } = await register();
    await client.login({ email, password });

    const current = (await client.sessions.list()).sessions.find((session) => session.current);
    await client.sessions.end(current?.id ?? "");

    expect(client.state.status).toBe("logged_out");
  });

  test("sessions_WhenAllAreEnded_LogOut", async () => {
    const { client, email } = await register();
    await client.login({ email, password });

    await client.sessions.endAll();

    expect(client.state.status).toBe("logged_out");
    await client.login({ email, password });
    expect((await client.sessions.list()).sessions).toHaveLength(1);
  });

  test("account_WhenDeleted_CanBeRestoredByLink", async () => {
    const { client, email } = await registerAndVerify();

    await client.user.delete({ current_password: password });
    expect(client.state.status).toBe("logged_out");
    await client.user.restore(await service.findLink(email, "restore-account"));

    await client.password.confirmReset({ token: await service.findLink(email, "reset-password"), new_password: next });
    await client.login({ email, password: next });
  });
});

describe.skipIf(!program)(`${title} in cookie mode`, () => {
  let service: RealService;
  let jar: ReturnType<typeof openCookieJar>;
  let browser: ReturnType<typeof openBrowser>;

  beforeAll(async () => {
    service = await RealService.start({ Cookies__Enabled: "true" });
  }, 60_000);
  afterAll(() => service.stop());

  beforeEach(() => {
    browser = openBrowser();
    jar = openCookieJar(service.url);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const open = () => createClient({ baseUrl: service.url, transport: "cookie" });

  async function logIn(): Promise<Client> {
    const username = `ada-${randomUUID()}`;
    const email = `${username}@example.com`;
    const client = open();
    await client.register({ email, username, password });
    await client.login({ email, password });
    return client;
  }

  test("session_WhenThePageIsLoadedAgain_GoesOn", async () => {
    await logIn();

    const tab = open();

    expect((await tab.resume()).status).toBe("logged_in");
    await tab.user.get();
  });

  test("refreshToken_WhenUsed_IsInTheCookieAlone", async () => {
    const client = await logIn();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 290_001 });
    await client.user.get();
    await client.password.change({ current_password: password, new_password: next });
    await open().resume();

    const [token = ""] = jar.cookies.values();
    expect(jar.cookies.size).toBe(1);
    expect(token.split(".")).toHaveLength(3);
    expect(jar.bodies.join()).not.toContain('"refresh"');
    expect([browser.stored.size, JSON.stringify(browser.messages).includes(token)]).toEqual([0, false]);
  });

  test("logout_WhenTheAccessTokenHasExpired_DeletesTheCookie", async () => {
    const client = await logIn();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 290_001 });

    await client.logout();

    expect(jar.cookies.size).toBe(0);
    expect((await open().resume()).status).toBe("logged_out");
  });

  test("resume_WhenThereIsNoCookie_FindsNoSession", async () => {
    expect((await open().resume()).status).toBe("logged_out");
  });
});
