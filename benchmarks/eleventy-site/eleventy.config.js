// The same pages and feed as ours; what a page's front matter says is all it knows.
import { readFileSync } from "node:fs";
import rss from "@11ty/eleventy-plugin-rss";

export default function (eleventy) {
  eleventy.addPlugin(rss);
  eleventy.addCollection("episodes", (all) => all.getFilteredByGlob("episodes/*.md"));
  eleventy.addFilter("lines", (slug) =>
    readFileSync(`transcripts/${slug}.txt`, "utf-8").split("\n"),
  );
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
}
