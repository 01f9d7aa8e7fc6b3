import type { components } from "./schema.js";

type Schemas = components["schemas"];

export type CurrentUser = Omit<Schemas["CurrentUserDto"], "tokens">;
export type LoggedInUser = Omit<Schemas["LoggedInUserDto"], "tokens">;
export type RegisteredUser = Schemas["RegisteredUserDto"];
export type AccountExport = Schemas["AccountExportDto"];
export type SessionsPage = Schemas["SessionsDto"];
export type Session = Schemas["SessionDto"];
export type SecurityEventsPage = Schemas["SecurityEventsDto"];
export type SecurityEvent = Schemas["SecurityEventDto"];

export type Registration = Schemas["RegisterUserRequest"];
export type Credentials = Schemas["LoginUserRequest"];
/** The nonce, and the code or the token of the link. */
export type LoginCodeProof = Schemas["ConfirmLoginCodeRequest"];
/** To change the password, call `password.change`: it keeps this session. */
export type UserChanges = Omit<Schemas["UpdateCurrentUserRequest"], "password">;
export type Deletion = Schemas["DeleteCurrentUserRequest"];
export type PasswordChange = Schemas["ChangePasswordRequest"];
export type PasswordReset = Schemas["ConfirmPasswordResetRequest"];
/** The token of a link, and the password of its account unless the user is logged in. */
export type EmailProof = Schemas["BindEmailRequest"];
