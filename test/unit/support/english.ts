export { english } from "../../../cli/messages.ts";
