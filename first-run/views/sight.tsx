import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { FACTS, sightOf, type Source } from "../sight.ts";

/** What is told of connections in this browser, to this build. */
export function Sight({ source }: { source: Source }): JSX.Element {
  const text = useText();
  const sight = sightOf(source, navigator.userAgent);
  return (
    <section aria-labelledby="sees" data-testid="sight" data-source={source}>
      <h2 id="sees">{text("first_run_sees_heading")}</h2>
      <p>{text(`first_run_source_${source.replace("-", "_")}`)}</p>
      <table>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{text("first_run_fact")}</th>
            <th scope="col">{text("first_run_told")}</th>
          </tr>
        </thead>
        <tbody>
          {FACTS.map((fact) => {
            const told = sight[fact];
            return (
              <tr key={fact} data-fact={fact} data-told={told}>
                <th scope="row">{text(`first_run_fact_${fact}`)}</th>
                <td>{text(`first_run_told_${told}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="muted">{text("first_run_unknown")}</p>
    </section>
  );
}
