// The experiment's script in Firefox's parent process: browser.tlsConnections for TLScope's background.
import { gecko, type BaseContext, type Fire } from "./gecko.ts";
import { RequestObserver, type RequestFilter } from "./observer.ts";

class TlsConnections extends gecko.ExtensionAPI {
  getAPI(context: BaseContext): object {
    const onObserved = new gecko.ExtensionCommon.EventManager({
      context,
      name: "tlsConnections.onObserved",
      // What is returned is called when the listener goes, the page is closed or the add-on is shut down.
      register: (fire: Fire, filter: RequestFilter) => {
        const observer = new RequestObserver(context.extension, filter, (record) => {
          fire.async(record).catch((failure: unknown) => gecko.Cu.reportError(failure));
        });
        observer.start();
        return () => observer.stop();
      },
    });
    return { tlsConnections: { onObserved: onObserved.api() } };
  }
}

// Firefox takes the class from the script's global, under the name that the manifest gives the API.
Object.assign(globalThis, { tlsConnections: TlsConnections });
