import { defineConfig } from "@playwright/test";
import { chromium } from "./tests/support/chromium";
import type { Options } from "./tests/support/test";

export default defineConfig<Options>({
  testDir: "tests",
  globalSetup: "./tests/support/setup.ts",
  fullyParallel: true,
  workers: 2,
  // A machine that tests other things at the same time can be too slow once.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: { launchOptions: { executablePath: chromium, args: ["--no-sandbox"] } },
  projects: [
    {
      name: "bearer-phone-dark",
      use: { transport: "bearer", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
    },
    {
      name: "cookie-desktop-light",
      use: { transport: "cookie", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
    },
  ],
});
