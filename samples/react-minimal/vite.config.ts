import { defineConfig } from "vite";

// The proxy makes the app and the service one origin, as in production behind one host name, so no CORS is needed.
export default defineConfig({
  server: { port: 5173, strictPort: true, proxy: { "/api": "http://localhost:5080" } },
});
