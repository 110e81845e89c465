import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "out/", "node_modules/", ".cache/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/*.{js,mjs}"],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { project: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "no-restricted-syntax": [
        "error",
        { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: "Text is set as text, never as HTML." },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text is set as text, never as HTML." },
        { selector: ":matches(PropertyDefinition, MethodDefinition:not([kind='constructor']), TSParameterProperty, TSAbstractPropertyDefinition, TSAbstractMethodDefinition)[accessibility='private']", message: "Private members are written with #, which holds when it runs too; a constructor alone has no other way." },
        { selector: "CatchClause[body.body.length=0]", message: "No swallowed exception: handle it, or say why it may be passed over by a typed result." },
      ],
      "no-empty": ["error", { allowEmptyCatch: false }],
      eqeqeq: "error",
    },
  },
  {
    // What a server sends must not be able to make an expression take more than linear time.
    files: ["{src,companion,experiment,cli,ui,popup,report,options,first-run}/**/*.{js,mjs,ts,tsx}"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential" }],
    },
  },
  {
    files: ["test/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test", "describe", "it", "before", "after"] }] }],
    },
  },
);
