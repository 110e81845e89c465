import type { Beginning } from "../beginning.ts";

/** TDS 8.0; older ones wrap TLS in packets of their own ([MS-TDS] section 2.2.1). */
export const TDS: Beginning = { name: "tds", port: 1433, alpn: "tds/8.0" };
