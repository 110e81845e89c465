import type { Beginning } from "../beginning.ts";

/** Registered by IANA for MQTT over TLS. */
export const MQTT: Beginning = { name: "mqtt", port: 8883, alpn: "mqtt" };
