const time = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export const formatTime = (value: string): string => time.format(new Date(value));

/** Makes `logged_in` "Logged in". */
export const formatKind = (kind: string): string => (kind.charAt(0).toUpperCase() + kind.slice(1)).replaceAll("_", " ");
