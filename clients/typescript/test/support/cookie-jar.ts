import { vi } from "vitest";

/** Gives `fetch` the cookies and the `Origin` of a page of the service's origin, which Node.js lacks. */
export function openCookieJar(origin: string) {
  const cookies = new Map<string, string>();
  const bodies: string[] = [];
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    headers.set("Origin", origin);
    headers.set("Cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
    const response = await real(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") {
        cookies.delete(name);
      } else {
        cookies.set(name, value);
      }
    }

    bodies.push(await response.clone().text());
    return response;
  });
  return { cookies, bodies };
}
