// Prints what two of other people's parsers understand of a feed file, as JSON.

import { readFile } from "node:fs/promises";

import { parseRssFeed } from "feedsmith";
import partytime from "podcast-partytime";

const [, , path] = process.argv;
const xml = await readFile(path, "utf8");

process.stdout.write(
  JSON.stringify({
    partytime: partytime.parseFeed(xml),
    feedsmith: parseRssFeed(xml),
  }),
);
