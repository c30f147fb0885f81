// Reads an OPDS 1.2 feed with a client's library and prints what it found as JSON.
const { readFileSync } = require("fs");
const Parser = require("opds-feed-parser").default;

new Parser().parse(readFileSync(process.argv[2], "utf8")).then(
    (feed) => {
        const works = feed.entries.map((entry) => ({
            title: entry.title,
            authors: entry.authors.map((author) => author.name),
            language: entry.language,
            files: entry.links
                .filter((link) => link.constructor.name === "OPDSAcquisitionLink")
                .map((link) => link.href),
        }));
        console.log(JSON.stringify({ kind: feed.constructor.name, title: feed.title, works }));
    },
    (error) => {
        console.error(error);
        process.exit(1);
    },
);
