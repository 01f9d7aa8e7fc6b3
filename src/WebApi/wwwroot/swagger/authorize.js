// Offers to authorize Swagger UI with the access token of a response, such as that of a login.
(() => {
  const offer = document.createElement("div");
  const button = document.createElement("button");
  let access;

  offer.id = "use-access-token";
  offer.className = "swagger-ui";
  offer.setAttribute("role", "status");
  offer.style.cssText = "position: fixed; right: 1rem; bottom: 1rem; z-index: 10";
  button.type = "button";
  button.className = "btn authorize";
  button.textContent = "Authorize with the access token of the response";
  button.style.background = "#fff";
  button.addEventListener("click", () => {
    window.ui.preauthorizeApiKey("Bearer", access);
    button.remove();
  });

  // Swagger UI has no event for responses, and its interceptors need eval, which the policy of the page forbids.
  const send = window.fetch;
  window.fetch = async (...request) => {
    const response = await send(...request);
    const body = await response.clone().json().catch(() => null);
    const token = body?.access ?? body?.user?.tokens?.access;
    if (response.ok && typeof token === "string") {
      access = token;
      offer.append(button);
    }

    return response;
  };

  document.addEventListener("DOMContentLoaded", () => document.body.append(offer));
})();
