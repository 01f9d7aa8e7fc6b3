// The session is in the browser, so no page is rendered on a server.
export const ssr = false;
