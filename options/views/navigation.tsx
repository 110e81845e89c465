import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useText } from "../../ui/text.ts";

export interface NavigationEntry {
  /** The section's anchor. */
  id: string;
  /** Message key of its short name. */
  name: string;
}

/** The page's sections; the one that is being read is marked. */
export function Navigation({ entries }: { entries: readonly NavigationEntry[] }): JSX.Element {
  const text = useText();
  const current = useCurrent(entries);
  return (
    <nav aria-label={text("options_navigation")}>
      <ul>
        {entries.map(({ id, name }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={current === id ? "location" : undefined}>
              {text(name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The last section that begins in the upper third of the window. */
function useCurrent(entries: readonly NavigationEntry[]): string | undefined {
  const [current, setCurrent] = useState(entries[0]?.id);
  useEffect(() => {
    const look = (): void => {
      const atEnd = Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight && scrollY > 0;
      const begun = entries.filter(({ id }) => (document.getElementById(id)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) < innerHeight / 3);
      setCurrent((atEnd ? entries.at(-1) : begun.at(-1) ?? entries[0])?.id);
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, []);
  return current;
}
