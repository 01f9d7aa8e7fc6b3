import { expect, password, test } from "./support/test";

const next = "wrong horse battery staple";

test("link_WhenItHasNoToken_SaysSo", async ({ app, page }) => {
  await app.open("/verify-email", "Verify your email");

  await expect(page.getByRole("alert")).toHaveText("This link is incomplete. Open it again from the email.");
});

test("link_WhenItIsUsedTwice_ShowsTheError", async ({ app, page }) => {
  await app.register();
  const link = await app.findLink("verify-email");
  for (const isFirst of [true, false]) {
    await app.open(link, "Verify your email");
    await app.fill({ "Password of the account": password });
    await app.click("Verify");
    if (isFirst) {
      await app.says("Your email is verified.");
    }
  }

  await expect(page.getByRole("alert")).toBeFocused();
  await app.isAccessible("Used link");
});

test("verifyEmail_WhenTheUserIsLoggedIn_NeedsAClickOnly", async ({ app, page }) => {
  await app.register();
  await app.logIn();

  await app.open(await app.findLink("verify-email"), "Verify your email");
  await expect(page).toHaveURL(/\/verify-email$/);
  await app.click("Verify");

  await app.says("Your email is verified.");
});

test("loginCode_WhenTheCodeOrTheLinkIsUsed_LogsIn", async ({ app, page }) => {
  await app.register();
  await app.open("/login-code", "Log in by email");
  await app.fill({ Email: app.email });
  await app.click("Send a code");
  const code = await app.findInMail(/\b[A-Z0-9]{4}[- ]?[A-Z0-9]{4}\b/);
  await app.fill({ Code: code });
  await app.isAccessible("Code");
  await app.click("Log in");
  await app.shows("Profile");
  await app.click("Log out");
  await app.shows("Log in");
  const first = await app.findLink("login-code");

  await app.open("/login-code", "Log in by email");
  await app.fill({ Email: app.email });
  await app.click("Send a code");
  let link = first;
  await expect(async () => {
    link = await app.findLink("login-code");
    expect(link).not.toBe(first);
  }).toPass();
  await app.open(link, "Log in by email");
  await app.click("Log in");
  await app.shows("Profile");
  await expect(page).toHaveURL(/\/profile$/);
});

test("resetPassword_WhenTheLinkIsUsed_SetsThePassword", async ({ app }) => {
  await app.register();
  await app.open("/forgot-password", "Forgot your password?");
  await app.fill({ Email: app.email });
  await app.click("Send the link");
  await app.says("We sent an email with a link");

  await app.open(await app.findLink("reset-password"), "Choose a new password");
  await app.fill({ "New password": next });
  await app.click("Set the password");
  await app.says("Your password is set.");

  await app.logIn(next);
});

test("changeEmail_WhenBothLinksAreUsed_ChangesAndUndoes", async ({ app, page }) => {
  const email = `new-${app.email}`;
  await app.logInVerified();
  await app.follow("Email", "Change your email");
  await app.fill({ "New email": email, "Current password": password });
  await app.click("Change the email");
  await app.says("Open the link in the email");

  await app.open(await app.findLink("confirm-email", email), "Confirm your new email");
  await app.click("Confirm");
  await app.says("Your email is changed.");
  await app.open("/profile", "Profile");
  await expect(page.getByText(email)).toBeVisible();

  await app.open(await app.findLink("undo-email-change"), "Undo the change of your email");
  await app.click("Undo the change");
  await app.says("Your previous email is back.");
});

test("reportSession_WhenTheLinkIsUsed_EndsTheSession", async ({ app, browser, page }) => {
  await app.logInVerified();
  const other = await browser.newContext({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });
  await other.request.post(`${process.env["API_URL"]}/api/login/`, { data: { user: { email: app.email, password } } });
  await other.close();

  await app.open(await app.findLink("report-session"), "That was not you?");
  await app.click("Log out that device");
  await app.says("That device is logged out.");

  await app.open("/sessions", "Sessions");
  await expect(page.getByText("This browser")).toBeVisible();
  await expect(page.getByText("Mozilla/5.0 (X11; Linux x86_64; rv:140.0)")).toHaveCount(0);
});

test("restoreAccount_WhenTheLinkIsUsed_RestoresIt", async ({ app }) => {
  await app.logInVerified();
  await app.follow("Delete account", "Delete your account");
  await app.fill({ "Current password": password });
  await app.click("Delete the account");
  await app.shows("Log in");

  await app.open(await app.findLink("restore-account"), "Restore your account");
  await app.click("Restore");
  await app.says("Your account is back.");
});
