import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [sveltekit()],
  // The client is a folder of this repository, so the server must be allowed to read it.
  server: { port: 5173, strictPort: true, fs: { allow: ["../../clients/typescript"] } },
});
