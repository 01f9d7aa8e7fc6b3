import { createClient } from "@cleanauth/client";
import { env } from "$env/dynamic/public";

const baseUrl = env.PUBLIC_API_URL ?? "/";

export const auth =
  env.PUBLIC_TRANSPORT === "bearer"
    ? createClient({ baseUrl, transport: "bearer", storage: "localStorage" })
    : createClient({ baseUrl, transport: "cookie" });

/** The state of the client, for templates. */
export const session = $state({ current: auth.state, hasEnded: false });

auth.subscribe((event) => {
  session.current = auth.state;
  session.hasEnded = event.type === "logged_out" && event.reason === "session_ended";
});
