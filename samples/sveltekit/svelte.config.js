import adapter from "@sveltejs/adapter-static";
import { loadEnv } from "vite";

const { PUBLIC_API_URL } = loadEnv("", import.meta.dirname, "PUBLIC_");

/** @type {import("@sveltejs/kit").Config} */
export default {
  kit: {
    adapter: adapter({ fallback: "index.html" }),
    // SvelteKit writes the policy, with the hash of its own inline script, into a meta tag.
    csp: {
      mode: "hash",
      directives: {
        "default-src": ["none"],
        "script-src": ["self"],
        "style-src": ["self"],
        // The style attribute of the element with which SvelteKit announces pages to screen readers.
        "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
        "img-src": ["self"],
        "connect-src": ["self", /** @type {`http://${string}`} */ (PUBLIC_API_URL)],
        "form-action": ["none"],
        "base-uri": ["none"],
      },
    },
  },
};
