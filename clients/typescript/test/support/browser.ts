import { vi } from "vitest";

/** Replaces what all tabs of a browser share: locks, channels and the local storage. Each client is then a tab. */
export function openBrowser(options: { hasLocks?: boolean; messageDelay?: number } = {}) {
  const { hasLocks = true, messageDelay = 5 } = options;
  const channels = new Set<FakeChannel>();
  const messages: unknown[] = [];
  const stored = new Map<string, string>();

  class FakeChannel {
    onmessage: ((event: { data: unknown }) => void) | undefined;

    constructor(readonly name: string) {
      channels.add(this);
    }

    postMessage(data: unknown): void {
      const copy = structuredClone(data);
      messages.push(copy);
      for (const other of channels) {
        if (other !== this && other.name === this.name) {
          setTimeout(() => channels.has(other) && other.onmessage?.({ data: copy }), messageDelay);
        }
      }
    }

    close(): void {
      channels.delete(this);
    }
  }

  vi.stubGlobal("BroadcastChannel", FakeChannel);
  vi.stubGlobal("navigator", hasLocks ? { locks: new FakeLocks() } : {});
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  return { messages, stored };
}

type Work = (lock: object | null) => unknown;

class FakeLocks {
  private readonly held = new Map<string, Promise<unknown>>();

  async request(name: string, ...rest: [Work] | [{ ifAvailable: boolean }, Work]): Promise<unknown> {
    const work = (rest.length === 1 ? rest[0] : rest[1]) as Work;
    if (rest.length === 2 && this.held.has(name)) {
      return work(null);
    }

    const result = (this.held.get(name) ?? Promise.resolve()).then(() => work({}));
    const end: Promise<void> = result.then(
      () => this.release(name, end),
      () => this.release(name, end),
    );
    this.held.set(name, end);
    return result;
  }

  private release(name: string, end: Promise<unknown>): void {
    if (this.held.get(name) === end) {
      this.held.delete(name);
    }
  }
}
