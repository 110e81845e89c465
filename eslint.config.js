import tseslint from "typescript-eslint";

// npm run lint:instances: the one rule that oxlint does not know; .oxlintrc.json has all others.
export default [
  { ignores: ["dist/", "out/", "node_modules/", ".cache/", "**/*.{js,mjs}"] },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parser: tseslint.parser, parserOptions: { project: true } },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: { "@typescript-eslint/no-unsafe-class-instance-assignment": "error" },
  },
];
