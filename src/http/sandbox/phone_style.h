// How the sandbox phone looks: the sandbox's grey ground, a phone on it. One style for all its pages, so that one hash
// allows it.
#pragma once

#include <string_view>

namespace http::sandbox {

inline constexpr std::string_view kPhoneStyle = R"css(
*{box-sizing:border-box}
:root{--brand:#1f5a8a;--brand-dark:#17476e;--ink:#1b1f24;--quiet:#4d5966;--line:#d5dde4;--link:#004d99;
 --edge:min(1.25rem,5vw)}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#e9eef2;color:var(--ink);font:1.0625rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.2em}
a:focus-visible,button:focus-visible{outline:3px solid var(--ink);outline-offset:3px;
 border-radius:4px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:.5rem;top:.5rem;padding:.75rem 1rem;background:#fff;z-index:1}
.demo{max-width:none;margin:0;padding:.5rem var(--edge);background:#fff3dc;color:#7a4a00;font-size:.9375rem;
 text-align:center}
nav{display:flex;flex-wrap:wrap;gap:0 1.5rem;justify-content:space-between;max-width:66rem;margin:0 auto;
 padding:.5rem var(--edge) 0}
nav a{display:inline-flex;align-items:center;min-height:2.75rem}
main{max-width:66rem;margin:0 auto;padding:.75rem var(--edge) 4rem}
h1{margin:.25rem 0 .5rem;font-size:clamp(1.5rem,1.3rem + 1vw,2rem);line-height:1.2;letter-spacing:-.01em}
h2{margin:0 0 .75rem;font-size:1.1875rem;line-height:1.35}
p{max-width:60ch;margin:0 0 1rem}
.quiet{color:var(--quiet)}
.columns{display:grid;gap:1.25rem;align-items:start;margin:1.25rem 0 0}
.card{padding:1.25rem min(1.25rem,5vw);border-radius:16px;background:#fff;
 box-shadow:0 1px 2px #0f315014,0 6px 20px #0f31500d}
.card+.card{margin-top:1.25rem}
.card>:last-child{margin-bottom:0}
.date{margin:0;font-size:1.25rem;font-weight:600;line-height:1.35}
.good{margin:0 0 1rem;padding:.75rem 1rem;border-left:.3rem solid #14602f;border-radius:4px 8px 8px 4px;
 background:#e8f5ec}
.button{display:block;width:100%;min-height:3rem;margin:.75rem 0 0;padding:.6875rem 1rem;border:2px solid var(--brand);
 border-radius:10px;background:#fff;color:var(--brand-dark);font:inherit;font-weight:600;line-height:1.4;
 text-align:center;text-decoration:none;cursor:pointer}
.button.main{background:var(--brand);color:#fff}
.button:hover{background:#e6eef4}
.button.main:hover{background:var(--brand-dark)}
.hint{margin:.5rem 0 0;color:var(--quiet);font-size:.9375rem}
dl{margin:0}
dl div{display:flex;gap:0 1rem;justify-content:space-between;padding:.4375rem 0;border-top:1px solid var(--line)}
dl div:first-child{border-top:0}
dt{color:var(--quiet)}
dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
.people{margin:0;padding:0;list-style:none}
.people li{border-top:1px solid var(--line)}
.people li:first-child{border-top:0}
.people a,.people div{display:flex;gap:.875rem;align-items:center;padding:.75rem 0;text-decoration:none}
.people a:hover b{text-decoration-thickness:2px}
.people b{display:block;font-weight:600;line-height:1.35}
.people a b{text-decoration:underline;text-underline-offset:.2em}
.people small{display:block;color:var(--quiet);font-size:.9375rem;line-height:1.4}
.face{display:grid;place-items:center;flex:none;width:2.75rem;height:2.75rem;border-radius:50%;background:#dbe7f0;
 color:var(--brand-dark);font-weight:600}
.phone{max-width:27rem;width:100%;margin:0 auto;padding:.75rem;border-radius:2.25rem;background:#1b1f24}
.screen{min-height:24rem;padding:0 0 1.25rem;border-radius:1.625rem;background:#fff;overflow:hidden}
.bar{padding:.875rem 1rem .75rem;border-bottom:1px solid var(--line);background:#f5f7f9;text-align:center}
.bar h2{margin:0;font-size:1.0625rem}
.bar .face{margin:0 auto .25rem;background:var(--brand);color:#fff}
.day{margin:1.25rem 0 .5rem;color:var(--quiet);font-size:.875rem;text-align:center;max-width:none}
.bubble{max-width:88%;margin:0 0 .375rem .875rem;padding:.6875rem 1rem;border-radius:1.25rem 1.25rem 1.25rem .3rem;
 background:#e8ecf0;white-space:pre-line}
.bubble a{font-weight:600;overflow-wrap:anywhere}
.empty{margin:2rem 1rem;color:var(--quiet);text-align:center}
.mail{padding:1rem 0 1.25rem;border-top:1px solid var(--line)}
.mail:first-of-type{padding-top:0;border-top:0}
.mail h3{margin:.125rem 0 .25rem;font-size:1.0625rem;line-height:1.4}
.mail p{margin:0}
.mail small{color:var(--quiet);font-size:.9375rem}
.buttons{display:flex;flex-wrap:wrap;gap:0 .75rem}
.buttons .button{flex:1 1 11rem}
@media (min-width:56rem){.columns{grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2rem}
 .columns.start{grid-template-columns:22rem minmax(0,1fr)}.phone{position:sticky;top:1rem}}
@media (forced-colors:active){.button,.bubble,.card,.face{border:2px solid CanvasText}}
)css";

}  // namespace http::sandbox
