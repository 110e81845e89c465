import { render } from "preact";
import type { CertificateDescription } from "../../src/core/description/description.ts";
import type { Text } from "../../src/core/text/message-text.ts";
import { TextContext } from "../text.ts";
import { CertificateViewer } from "./viewer.tsx";

/** Draws the viewer into an element of a page that has loaded it late. Drawing again into the same element changes it. */
export function mountViewer(element: Element, description: CertificateDescription, title: string, level: 3 | 4, text: Text): void {
  render(
    <TextContext.Provider value={text}>
      <CertificateViewer description={description} title={title} level={level} />
    </TextContext.Provider>,
    element,
  );
}

/** Takes the viewer out of the element again. */
export function unmountViewer(element: Element): void {
  render(null, element);
}
