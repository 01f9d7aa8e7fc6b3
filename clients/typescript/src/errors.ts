/** A call that failed: at the service, or on the way to it. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** The HTTP status; 0 if there was no response. */
    readonly status: number,
    /** A code for programs, such as `throttled`. Three are of this client: `invalid_input`, `network_error` and `unexpected_response`. */
    readonly code: string,
    /** A text for people; for invalid input, all messages. */
    readonly detail: string,
    /** The messages of each field of invalid input. The key `error` has messages that belong to no field. */
    readonly errors: Readonly<Record<string, readonly string[]>> = {},
    /** The seconds to wait before the next attempt, if the service names them. */
    readonly retryAfter?: number,
    cause?: unknown,
  ) {
    super(`${detail} (${status || "no response"}, ${code})`, { cause });
  }

  /** Whether the same call may succeed later: there was no response, or the service is busy or limits requests. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export function networkError(cause: unknown): ApiError {
  return new ApiError(0, "network_error", "The service could not be reached.", {}, undefined, cause);
}

export function unexpectedResponse(status: number, retryAfter?: number): ApiError {
  return new ApiError(status, "unexpected_response", "The response is not one of the service.", {}, retryAfter);
}

/** Makes an error of a response that is not a success. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = await jsonOf(response);
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const wait = Number.isNaN(retryAfter) ? undefined : retryAfter;
  if (body?.errors) {
    return new ApiError(response.status, "invalid_input", Object.values(body.errors).flat().join(" "), body.errors, wait);
  }

  return body?.code && body.detail
    ? new ApiError(response.status, body.code, body.detail, {}, wait)
    : unexpectedResponse(response.status, wait);
}

/** Whether the service refused the access token itself. Other failures with status 401 are not cured by a refresh. */
export async function refusesToken(response: Response): Promise<boolean> {
  return response.status === 401 && (await jsonOf(response.clone()))?.code === "token_not_valid";
}

interface ErrorBody {
  errors?: Record<string, string[]>;
  code?: string;
  detail?: string;
}

// A proxy may answer with a page of its own.
async function jsonOf(response: Response): Promise<ErrorBody | undefined> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
