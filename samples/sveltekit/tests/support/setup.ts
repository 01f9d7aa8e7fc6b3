import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { chromium } from "./chromium";

const sample = join(import.meta.dirname, "../..");

/** The built service. Another one can be named in CLEANAUTH_PROGRAM. */
const program = [
  process.env["CLEANAUTH_PROGRAM"] ?? "",
  ...["Debug", "Release"].map((name) => join(sample, `../../src/WebApi/bin/${name}/net10.0/CleanAuth.WebApi.dll`)),
].find(existsSync);

/** Starts a mail server, the built app and the service. The tests find them in the environment. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const missing = !chromium ? "Chromium is not installed" : !program ? "src/WebApi is not built, run `dotnet build`" : "";
  if (missing) {
    process.env["SKIP_REASON"] = missing;
    return undefined;
  }

  const folder = await mkdtemp(join(tmpdir(), "cleanauth-sample-"));
  const apiUrl = `http://localhost:${await freePort()}`;
  const mail = await startMailServer(join(folder, "mail"));
  const app = await startApp(apiUrl);
  const service = spawn("dotnet", [program!], {
    stdio: process.env["SHOW_LOG"] ? "inherit" : "ignore",
    env: {
      ...process.env,
      ASPNETCORE_ENVIRONMENT: "Development",
      ASPNETCORE_URLS: apiUrl,
      Accounts__DeletionGrace: "1.00:00:00",
      Accounts__EmailCodes: "true",
      Accounts__SpaBaseUrl: app.url,
      ConnectionStrings__CleanAuth: `Data Source=${join(folder, "test.db")}`,
      Cookies__Enabled: "true",
      Cors__AllowedOrigins__0: app.url,
      Database__Provider: "Sqlite",
      DataProtection__KeysPath: join(folder, "keys"),
      Mail__From: "accounts@example.com",
      Mail__Smtp__Host: "127.0.0.1",
      Mail__Smtp__Port: `${mail.port}`,
      Mail__Smtp__Security: "None",
      Mail__Transport: "Smtp",
      Passwords__WorkFactor: "10",
      Throttling__Enabled: "false",
      Tokens__Issuer: apiUrl,
    },
  });
  Object.assign(process.env, { APP_URL: app.url, API_URL: apiUrl, MAIL_FOLDER: mail.folder });
  await untilReady(`${apiUrl}/health/ready`);

  return async () => {
    await new Promise((resolve) => {
      service.once("exit", resolve);
      service.kill();
    });
    app.stop();
    mail.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Writes each email into a file, where the workers find it. */
async function startMailServer(folder: string) {
  await mkdir(folder);
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    async onData(stream, session, done) {
      const { subject, text } = await simpleParser(stream);
      const to = session.envelope.rcptTo.map(({ address }) => address);
      await writeFile(join(folder, `${String(++count).padStart(6, "0")}.json`), JSON.stringify({ to, subject, text }));
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { folder, port: (server.server.address() as AddressInfo).port, stop: () => server.close() };
}

const types: Record<string, string> = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Builds the app, and serves it as a web server does: files, and index.html for all other paths. */
async function startApp(apiUrl: string) {
  const build = spawnSync("npx", ["vite", "build", "--logLevel", "error"], {
    cwd: sample,
    encoding: "utf8",
    env: { ...process.env, PUBLIC_API_URL: apiUrl },
  });
  if (build.status !== 0) {
    throw new Error(build.stdout + build.stderr);
  }

  const server = createHttpServer(async ({ url = "/" }, response) => {
    const path = extname(url) ? url : "/index.html";
    const content = await readFile(join(sample, "build", path)).catch(() => undefined);
    response.writeHead(content ? 200 : 404, { "Content-Type": types[extname(path)] ?? "application/json" }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

async function untilReady(url: string): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    if ((await fetch(url).catch(() => undefined))?.ok) {
      return;
    }

    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  throw new Error("The service did not start within 60 s. SHOW_LOG=1 shows its log.");
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "localhost", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
