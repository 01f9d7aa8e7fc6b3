import { ApiError, createClient } from "@cleanauth/client";
import { type FormEvent, StrictMode, useEffect, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";

// With Cookies:Enabled, change the transport to "cookie": nothing else changes.
const auth = createClient({ baseUrl: "/", transport: "bearer", storage: "localStorage" });

function App() {
  const { status } = useSyncExternalStore(auth.subscribe, () => auth.state);
  const [message, setMessage] = useState("");

  /** Runs an action, and shows why it failed. */
  async function run(action: () => Promise<unknown>) {
    setMessage("");
    try {
      await action();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        return; // The session has ended. The listener below says so.
      }

      setMessage(error instanceof ApiError ? error.detail : String(error));
    }
  }

  useEffect(() => {
    void run(auth.resume);
    return auth.subscribe((event) => {
      if (event.type === "logged_out" && event.reason === "session_ended") {
        setMessage("Your session has ended. Log in again.");
      }
    });
  }, []);

  return (
    <>
      <h1>CleanAuth with React</h1>
      {status === "logged_in" && <Profile run={run} />}
      {status === "logged_out" && <Login run={run} />}
      <p role="alert">{message}</p>
    </>
  );
}

type Run = (action: () => Promise<unknown>) => Promise<void>;

function Login({ run }: { run: Run }) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void run(() => auth.login({ email: String(form.get("email")), password: String(form.get("password")) }));
  }

  return (
    <form onSubmit={submit}>
      <p>
        <label>
          Email <input name="email" type="email" autoComplete="username" required />
        </label>
      </p>
      <p>
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
      </p>
      <button>Log in</button>
    </form>
  );
}

function Profile({ run }: { run: Run }) {
  const { user } = useSyncExternalStore(auth.subscribe, () => auth.state);

  useEffect(() => {
    void run(auth.user.get);
  }, []);

  return (
    <>
      <p>{user ? `${user.username}, ${user.email}` : "…"}</p>
      <button onClick={() => run(auth.logout)}>Log out</button>
    </>
  );
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
