import { expect, test } from "vitest";
import { ApiError } from "../src/index.js";
import { errorOf } from "../src/errors.js";

test.each([
  ["invalid input", 400, '{"errors":{"email":["a","b"],"error":["c"]}}', "invalid_input", "a b c"],
  ["another failure", 403, '{"detail":"No.","code":"permission_denied"}', "permission_denied", "No."],
  ["a page of a proxy", 502, "<html>Bad Gateway</html>", "unexpected_response", "The response is not one of the service."],
  ["other JSON", 404, '"no"', "unexpected_response", "The response is not one of the service."],
  ["no body", 504, "", "unexpected_response", "The response is not one of the service."],
])("error_WhenTheBodyIs_%s_HasItsCodeAndDetail", async (_, status, body, code, detail) => {
  const error = await errorOf(new Response(body, { status }));

  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ name: "ApiError", status, code, detail });
});

test.each([
  [undefined, undefined],
  ["7", 7],
  ["Wed, 21 Oct 2026 07:28:00 GMT", undefined],
])("retryAfter_WhenTheHeaderIs_%s_IsASecondCount", async (header, expected) => {
  const response = new Response("", { status: 429, headers: header ? { "Retry-After": header } : {} });

  expect((await errorOf(response)).retryAfter).toBe(expected);
});

test.each([
  [0, true],
  [400, false],
  [401, false],
  [408, true],
  [429, true],
  [500, true],
  [503, true],
])("isTemporary_WhenTheStatusIs_%i_Is_%s", (status, expected) => {
  expect(new ApiError(status, "code", "Detail.").isTemporary).toBe(expected);
});
