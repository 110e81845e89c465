import { defineCase, goodExpectation } from "./base.ts";

const hosts = Array.from({ length: 20 }, (_, index) => `bench-${String(index + 1).padStart(2, "0")}.test`);

/** 300 images from 20 hosts over HTTP/2, none of them cached: what the benches load. */
export const bench = [
  defineCase({
    host: "bench.test",
    category: "bench",
    title: "300 images from 20 hosts",
    description: "Over HTTP/2, nothing cached: for measuring.",
    page: { kind: "images", images: 300, hosts },
    expect: { ...goodExpectation, otherHosts: hosts },
  }),
  ...hosts.map((host, index) =>
    defineCase({ host, category: "bench", title: `Image host ${index + 1}`, description: "Good. Serves images to bench.test.", expect: goodExpectation })),
];
