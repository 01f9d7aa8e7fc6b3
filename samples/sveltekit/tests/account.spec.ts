import { expect, password, test } from "./support/test";

const next = "wrong horse battery staple";

test("login_WhenThePasswordIsWrong_ShowsTheErrorAndFocusesIt", async ({ app, page }) => {
  await app.open("/login", "Log in");
  await app.fill({ Email: app.email, Password: password });
  await app.click("Log in");

  await expect(page.getByRole("alert")).toHaveText("A user with this email and password was not found.");
  await expect(page.getByRole("alert")).toBeFocused();
  await app.isAccessible("Login error");
});

test("register_WhenTheInputIsInvalid_ShowsTheErrorsAtTheFields", async ({ app, page }) => {
  await app.open("/register", "Register");
  await app.fill({ Email: app.email, Username: "ada", Password: "short" });
  await app.click("Register");

  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/8 characters/);
  await app.isAccessible("Register error");
});

test("pages_WhenNobodyIsLoggedIn_OpenTheLogin", async ({ app, page }) => {
  for (const path of ["/", "/profile", "/sessions"]) {
    await app.open(path, "Log in");
    await expect(page).toHaveURL(/\/login$/);
  }
});

test("session_WhenThePageIsReloaded_GoesOnUntilTheLogout", async ({ app, page, transport }) => {
  await app.register();
  await app.logIn();
  await page.reload();
  await app.shows("Profile");

  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(stored.includes("eyJ")).toBe(transport === "bearer");

  await app.click("Log out");
  await app.shows("Log in");
  await page.reload();
  await app.shows("Log in");
});

test("account_WhenItIsUsed_EachPageWorks", async ({ app, page, browser }) => {
  await app.register();
  await app.logIn();

  await app.click("Send the verification link again");
  await app.says("We sent the link again.");
  await app.click("Edit");
  await app.fill({ Name: "Ada Lovelace", "Date of birth": "1815-12-10", "About you": "First of all." });
  await app.isAccessible("Edit profile");
  await app.click("Save");
  await expect(page.getByText("Ada Lovelace")).toBeVisible();
  await app.isAccessible("Saved profile");

  const other = await browser.newContext({ userAgent: "Other browser" });
  await other.request.post(`${process.env["API_URL"]}/api/login/`, { data: { user: { email: app.email, password } } });
  await other.request.post(`${process.env["API_URL"]}/api/login/`, { data: { user: { email: app.email, password } } });
  await other.close();
  await app.follow("Sessions", "Sessions");
  await expect(page.getByRole("listitem").filter({ hasText: "last used" })).toHaveCount(3);
  await app.isAccessible("Three sessions");
  await page.getByRole("button", { name: "End", exact: true }).first().click();
  await expect(page.getByRole("listitem").filter({ hasText: "last used" })).toHaveCount(2);
  await app.click("End all other sessions");
  await expect(page.getByRole("listitem").filter({ hasText: "last used" })).toHaveCount(1);

  await app.follow("Security events", "Security events");
  await expect(page.getByText("Registered")).toBeVisible();
  await app.isAccessible("List of events");

  await app.follow("Export", "Export your data");
  const download = page.waitForEvent("download");
  await app.click("Download");
  expect((await download).suggestedFilename()).toBe("account.json");

  await app.follow("Password", "Change your password");
  await app.fill({ "Current password": "not this one", "New password": next });
  await app.click("Change the password");
  await expect(page.getByLabel("Current password")).toBeFocused();
  await app.fill({ "Current password": password, "New password": next });
  await app.click("Change the password");
  await app.says("Your password is changed.");

  await app.follow("Delete account", "Delete your account");
  await app.fill({ "Current password": next });
  await app.click("Delete the account");
  await app.shows("Log in");
});
