import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect } from "@playwright/test";

export interface Options {
  transport: "bearer" | "cookie";
}

export const password = "correct horse battery";

export const test = base.extend<Options & { app: App }>({
  transport: ["bearer", { option: true }],
  app: async ({ page, transport }, use, testInfo) => {
    test.skip(process.env["SKIP_REASON"] !== undefined, process.env["SKIP_REASON"]);
    // One build serves both transports: SvelteKit reads the public environment from this file.
    await page.route("**/_app/env.js", (route) =>
      route.fulfill({
        contentType: "text/javascript",
        body: `export const env=${JSON.stringify({ PUBLIC_API_URL: process.env["API_URL"], PUBLIC_TRANSPORT: transport })}`,
      }),
    );
    const violations: string[] = [];
    page.on("pageerror", (error) => violations.push(String(error)));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) {
        violations.push(message.text());
      }
    });
    await use(new App(page, testInfo.project.name));
    expect(violations).toEqual([]);
  },
});

// A worker checks each page once.
const checked = new Set<string>();

/** A user in front of the app, with an email address of their own. */
export class App {
  readonly email = `ada-${crypto.randomUUID().slice(0, 8)}@example.com`;
  readonly username = this.email.slice(0, 12);

  constructor(
    readonly page: Page,
    private readonly project: string,
  ) {}

  /** Opens a page by its address, as a bookmark or a link in an email does. */
  async open(path: string, title: string): Promise<void> {
    // Only the fragment may differ from the page before, which loads nothing.
    await this.page.goto("about:blank");
    await this.page.goto(new URL(path, process.env["APP_URL"]).href);
    await this.shows(title);
  }

  /** Checks that a page is shown and accessible, and takes a picture of it. */
  async shows(title: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
    await expect(this.page).toHaveTitle(`${title} · CleanAuth`);
    await this.isAccessible(title);
  }

  async isAccessible(name: string): Promise<void> {
    if (checked.has(name)) {
      return;
    }

    checked.add(name);
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
    const file = `${this.project} ${name}.png`.replaceAll(/[^\w.]+/g, "-").toLowerCase();
    await this.page.screenshot({ path: `screenshots/${file}`, fullPage: true });
  }

  async fill(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      await this.page.getByLabel(label, { exact: true }).fill(value);
    }
  }

  async click(button: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).click();
  }

  async says(text: string): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: text })).toBeVisible();
    await this.isAccessible(text.slice(0, 30));
  }

  async register(): Promise<void> {
    await this.open("/register", "Register");
    await this.fill({ Email: this.email, Username: this.username, Password: password });
    await this.click("Register");
    await this.says("Your account is ready.");
  }

  async logIn(secret = password, email = this.email): Promise<void> {
    await this.open("/login", "Log in");
    await this.fill({ Email: email, Password: secret });
    await this.click("Log in");
    await this.shows("Profile");
    await expect(this.page.getByText(this.username, { exact: true })).toBeVisible();
  }

  /** Registers, verifies the email with the password, and logs in. */
  async logInVerified(): Promise<void> {
    await this.register();
    await this.open(await this.findLink("verify-email"), "Verify your email");
    await this.fill({ "Password of the account": password });
    await this.click("Verify");
    await this.says("Your email is verified.");
    await this.logIn();
  }

  /** Opens a page of the account by the navigation. */
  async follow(link: string, title: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: link, exact: true }).click();
    await this.shows(title);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeFocused();
  }

  /** The link to a page in the latest email that has one. */
  async findLink(path: string, email = this.email): Promise<string> {
    return this.findInMail(new RegExp(`http://\\S+/${path}#token=[\\w-]+`), email);
  }

  async findInMail(expression: RegExp, email = this.email): Promise<string> {
    const folder = process.env["MAIL_FOLDER"]!;
    let found: string | undefined;
    await expect(async () => {
      for (const file of (await readdir(folder)).sort()) {
        const mail = JSON.parse(await readFile(join(folder, file), "utf8")) as { to: string[]; text: string };
        found = mail.to.includes(email) ? (expression.exec(mail.text)?.[0] ?? found) : found;
      }

      expect(found).toBeDefined();
    }).toPass({ timeout: 30_000 });
    return found!;
  }
}
