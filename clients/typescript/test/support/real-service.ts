import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built service; undefined if it was not built. */
export const program = ["Debug", "Release"]
  .map((configuration) => fileURLToPath(new URL(`../../../../src/WebApi/bin/${configuration}/net10.0/CleanAuth.WebApi.dll`, import.meta.url)))
  .find(existsSync);

const DEADLINE = 30_000;

/** The service as a process of its own, with an empty SQLite file and emails as files. */
export class RealService {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<RealService> {
    const folder = await mkdtemp(join(tmpdir(), "cleanauth-client-"));
    await mkdir(join(folder, "mail"));
    const url = `http://127.0.0.1:${await freePort()}`;
    const child = spawn("dotnet", [program ?? ""], {
      stdio: "ignore",
      env: {
        ...process.env,
        ASPNETCORE_ENVIRONMENT: "Development",
        ASPNETCORE_URLS: url,
        ConnectionStrings__CleanAuth: `Data Source=${join(folder, "test.db")}`,
        Database__Provider: "Sqlite",
        DataProtection__KeysPath: join(folder, "keys"),
        Mail__Transport: "Folder",
        Mail__Folder: join(folder, "mail"),
        Passwords__WorkFactor: "10",
        Throttling__Enabled: "false",
        Tokens__Issuer: url,
        ...settings,
      },
    });
    const service = new RealService(url, folder, child);
    await until(async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.ok || undefined);
    return service;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.process.once("exit", resolve);
      this.process.kill();
    });
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Waits for an email to the address that has the text, and returns the first group of the expression. */
  findInMail(address: string, expression: RegExp): Promise<string> {
    return until(async () => {
      const mails = join(this.folder, "mail");
      for (const name of (await readdir(mails)).filter((file) => file.endsWith(".eml"))) {
        const text = await readFile(join(mails, name), "utf8");
        const found = text.includes(`\nTo: ${address}`) ? expression.exec(text)?.[1] : undefined;
        if (found) {
          return found;
        }
      }

      return undefined;
    });
  }

  /** The token of the link to a page of the app. */
  findLink(address: string, page: string): Promise<string> {
    return this.findInMail(address, new RegExp(`/${page}#token=([\\w-]+)`));
  }
}

async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (const end = performance.now() + DEADLINE; performance.now() < end; ) {
    const found = await read();
    if (found !== undefined) {
      return found;
    }

    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  throw new Error(`The service did not do it within ${DEADLINE / 1000} s.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
