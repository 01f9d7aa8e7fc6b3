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
        "img-src": ["self"],
        "connect-src": ["self", /** @type {`http://${string}`} */ (PUBLIC_API_URL)],
        "form-action": ["none"],
        "base-uri": ["none"],
      },
    },
  },
};
