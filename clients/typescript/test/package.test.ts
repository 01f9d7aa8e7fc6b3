import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import openapiTypeScript, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "vite";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), "utf8");
const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: root });

test("schema_WhenComparedWithTheOpenApiDocument_IsTheSame", async () => {
  const document = new URL("../../../docs/openapi.json", import.meta.url);

  const types = COMMENT_HEADER + astToString(await openapiTypeScript(document));

  expect(types === (await read("src/schema.ts")), "src/schema.ts is stale: run `npm run types`.").toBe(true);
});

test("size_WhenBundledAndCompressed_IsAtMost8Kilobytes", async () => {
  const output = await build({
    root,
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: true, lib: { entry: "dist/index.js", formats: ["es"] } },
  });

  const [bundle] = Array.isArray(output) ? output : [];
  const chunk = bundle?.output[0];
  const size = gzipSync(chunk?.type === "chunk" ? chunk.code : "").length;
  expect(size).toBeGreaterThan(1_000);
  expect(size).toBeLessThanOrEqual(8_192);
});

test("package_WhenPacked_HasTheFilesOfTheLibraryOnly", async () => {
  const { stdout } = await run("npm", "pack", "--dry-run", "--json", "--ignore-scripts");

  const files = (JSON.parse(stdout)[0].files as { path: string }[]).map((file) => file.path);

  const modules = ["client", "errors", "index", "schema", "session", "tabs", "tokens", "types"];
  const built = modules.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]);
  expect(files.sort()).toEqual(["LICENSE", "README.md", "package.json", ...built].sort());
});

test("package_WhenInstalled_NeedsNoOther", async () => {
  const manifest = JSON.parse(await read("package.json"));

  expect([manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies]).toEqual([undefined, undefined, undefined]);
});

test("package_WhenLinted_HasNoFindings", async () => {
  const { messages, pkg } = await publint({ pkgDir: root, strict: true });

  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test("types_WhenResolvedByEveryModuleSystemOfToday_AreRight", async () => {
  const { stdout } = await run("npx", "attw", "--pack", ".", "--profile", "esm-only", "--no-color"); // fails if it finds problems

  expect(stdout).toContain("🟢 (ESM)");
});

test("lockFile_WhenRead_NamesNoRegistry", async () => {
  expect(await read("package-lock.json")).not.toContain('"resolved"');
});
