import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, test } from "vitest";

const sample = fileURLToPath(new URL("../../../samples/react-minimal", import.meta.url));
const isInstalled = existsSync(`${sample}/node_modules`);

describe.skipIf(!isInstalled)(isInstalled ? "samples/react-minimal" : "samples/react-minimal (skipped: run `npm ci` there)", () => {
  test("sample_WhenChecked_HasNoTypeErrors", async () => {
    await promisify(execFile)("npm", ["test"], { cwd: sample });
  });

  test("sample_WhenBuilt_Succeeds", async () => {
    await promisify(execFile)("npx", ["vite", "build", "--outDir", "node_modules/.built"], { cwd: sample });
  });
});
