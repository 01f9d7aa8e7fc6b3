import { afterNavigate, replaceState } from "$app/navigation";

/** Takes the token of an email's link out of the address, so that neither the history nor a screenshot keeps it. */
export function takeLinkToken() {
  const link = $state({ token: "", isRead: false });
  afterNavigate(() => {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    link.isRead = true;
    if (token) {
      link.token = token;
      replaceState(location.pathname, {});
    }
  });
  return link;
}
