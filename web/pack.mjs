// Packs a built web app into C++: node pack.mjs DIST OUT_DIR NAME
//
// Writes NAME.S (the bytes, by .incbin), NAME.h and NAME.cc (the table the server serves from).
// A file is stored gzipped when that makes it smaller. Pages (.html) are stored as they are,
// because the server writes into them; the hash of a page's inlined style goes into the table
// for the content security policy. Same input, same output, byte for byte.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const kTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** The build puts a hash of the content into these names, so they never change under a name. */
const kHashedName = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;
const kEtagDigits = 16;

const [dist, out_dir, name] = process.argv.slice(2);
if (!dist || !out_dir || !/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
  console.error('usage: node pack.mjs DIST OUT_DIR NAME   (NAME in snake_case)');
  process.exit(2);
}

function files_below(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files_below(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function style_hash(html) {
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)];
  if (styles.length > 1) throw new Error('a page may have one inlined style only');
  return styles[0] ? `sha256-${createHash('sha256').update(styles[0][1]).digest('base64')}` : '';
}

function read_asset(file) {
  const path = `/${relative(dist, file).split('\\').join('/')}`;
  const mime = kTypes[extname(file)];
  if (!mime) throw new Error(`no type known for ${path}`);
  const bytes = readFileSync(file);
  const is_page = extname(file) === '.html';
  const packed = is_page ? bytes : gzipSync(bytes, { level: 9 });
  const gzip = packed.length < bytes.length;
  return {
    path,
    mime,
    gzip,
    content: gzip ? packed : bytes,
    etag: createHash('sha256').update(bytes).digest('hex').slice(0, kEtagDigits),
    immutable: kHashedName.test(path),
    csp_style_hash: is_page ? style_hash(bytes.toString('utf8')) : '',
  };
}

const assembler_of = (blob_path, symbol) => `# Made by pack.mjs. The bytes of all files, one after the other.
    .section .rodata
    .balign 16
    .globl ${symbol}
${symbol}:
    .incbin "${blob_path}"
    .size ${symbol}, . - ${symbol}
    .section .note.GNU-stack,"",%progbits
`;

const header_of = () => `// Made by pack.mjs. The files of a web app, held in the program.
#pragma once

#include <span>
#include <string_view>

namespace web_assets {

#ifndef WEB_ASSETS_ASSET_DEFINED
#define WEB_ASSETS_ASSET_DEFINED
struct Asset {
  std::string_view path;  // Begins with a slash.
  std::string_view mime;
  std::string_view etag;  // Without quotation marks; of the bytes before gzip.
  std::string_view content;
  bool gzip;       // \`content\` is gzipped.
  bool immutable;  // The name changes when the content does.
  std::string_view csp_style_hash;  // Pages only: "sha256-..." of the inlined style.
};
#endif

/// All files, sorted by path.
[[nodiscard]] std::span<const Asset> ${name}();

}  // namespace web_assets
`;

function table_row({ path, mime, etag, offset, content, gzip, immutable, csp_style_hash }) {
  return `      Asset{"${path}", "${mime}", "${etag}",
            std::string_view(${symbol} + ${offset}, ${content.length}), ${gzip}, ${immutable},
            "${csp_style_hash}"},`;
}

const source_of = (rows) => `// Made by pack.mjs.
#include "${name}.h"

#include <array>

extern "C" const char ${symbol}[];

namespace web_assets {

std::span<const Asset> ${name}() {
  static const std::array<Asset, ${rows.length}> assets{{
${rows.map(table_row).join('\n')}
  }};
  return assets;
}

}  // namespace web_assets
`;

const symbol = `web_assets_${name}_bytes`;
const assets = files_below(dist).map(read_asset).sort((left, right) => (left.path < right.path ? -1 : 1));
let offset = 0;
for (const asset of assets) {
  asset.offset = offset;
  offset += asset.content.length;
}

mkdirSync(out_dir, { recursive: true });
const blob = resolve(out_dir, `${name}.bin`);
writeFileSync(blob, Buffer.concat(assets.map((asset) => asset.content)));
writeFileSync(join(out_dir, `${name}.S`), assembler_of(blob, symbol));
writeFileSync(join(out_dir, `${name}.h`), header_of());
writeFileSync(join(out_dir, `${name}.cc`), source_of(assets));
console.log(`${name}: ${assets.length} files, ${offset} bytes`);
