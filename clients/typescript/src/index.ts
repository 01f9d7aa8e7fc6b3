export { createClient } from "./client.js";
export type { Client, ClientOptions } from "./client.js";
export { ApiError } from "./errors.js";
export type { components, operations, paths } from "./schema.js";
export type { AuthEvent, AuthState, LogoutReason, Status } from "./session.js";
export type * from "./types.js";
