// How the pages behind safe links look: the portal's colours and faces, without its script. One style for all pages, so
// that one hash allows it.
#pragma once

#include <string_view>

namespace http::links {

inline constexpr std::string_view kLinkStyle = R"css(
*{box-sizing:border-box}
:root{--brand:#1f5a8a;--brand-dark:#17476e;--soft:#f0f5f9;--link:#004d99;--ink:#1b1f24;--quiet:#4d5966;--line:#dde4ea;
 --strong:#7c8896;--edge:min(1.25rem,5.5vw)}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scrollbar-gutter:stable}
body{display:flex;flex-direction:column;min-height:100vh;margin:0;background:#fff;color:var(--ink);
 font:1.0625rem/1.6 'IBM Plex Sans',system-ui,sans-serif;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.2em}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{
 outline:3px solid var(--ink);outline-offset:3px;border-radius:4px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:.5rem;top:.5rem;padding:.75rem 1rem;background:#fff;z-index:3}
.shared{position:sticky;z-index:2;top:0;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;
 padding:.5rem var(--edge);background:var(--soft);border-bottom:1px solid var(--line)}
html:has(.shared){scroll-padding-top:9rem}
.shared .button{display:inline-flex;align-items:center;width:auto;min-height:2.75rem;margin:0;padding:.375rem 1rem}
.notes{display:grid;flex:1 1 16rem}
.notes p{grid-area:1/1;max-width:none;margin:0;font-weight:600;line-height:1.35}
.soon{visibility:hidden;color:#7a4a00;animation:soon 0s 255s forwards}
.calm{animation:calm 0s 255s forwards}
@keyframes soon{to{visibility:visible}}
@keyframes calm{to{visibility:hidden}}
.demo{max-width:none;margin:0;padding:.375rem 1.25rem;background:#fff3dc;color:#7a4a00;font-size:.875rem;
 text-align:center}
header{border-bottom:1px solid var(--line)}
.row{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;justify-content:space-between;max-width:44rem;
 margin:0 auto;padding:.75rem var(--edge)}
.brand{display:flex;gap:.75rem;align-items:center;min-width:0}
.mark{display:grid;place-items:center;flex:none;width:2.5rem;height:2.5rem;border-radius:10px;background:var(--brand);
 color:#fff;font-size:1.375rem;font-weight:600;line-height:1}
.brand b{display:block;font-size:1.125rem;font-weight:600;line-height:1.3}
.brand small{display:block;color:var(--quiet);font-size:.875rem;line-height:1.3}
.row>a{display:inline-flex;align-items:center;min-height:2.75rem}
main{flex:1;width:100%;max-width:44rem;margin:0 auto;padding:1.75rem var(--edge) 4rem}
h1{margin:0 0 .75rem;font-size:clamp(1.625rem,1.35rem + 1.2vw,2.25rem);font-weight:600;letter-spacing:-.015em;
 line-height:1.2}
h2{margin:2.5rem 0 .5rem;font-size:1.25rem;font-weight:600;line-height:1.35}
p{max-width:66ch;margin:0 0 1rem}
.lead{font-size:1.1875rem}
.quiet{color:var(--quiet)}
.card{margin:1.25rem 0 0;padding:1.5rem min(1.5rem,6vw);border:1px solid var(--line);border-radius:12px;
 box-shadow:0 1px 2px rgb(15 49 80/6%),0 8px 24px rgb(15 49 80/6%)}
.card>:last-child,.panel>:last-child,.note>:last-child{margin-bottom:0}
.panel{margin:2.5rem 0 0;padding:1.5rem min(1.5rem,6vw);border-radius:12px;background:var(--soft)}
.panel h2{margin-top:0}
.label{margin:0;color:var(--quiet)}
.amount{margin:0 0 .5rem;font-size:clamp(2.125rem,1.7rem + 2vw,2.75rem);font-weight:600;letter-spacing:-.02em;
 line-height:1.2;font-variant-numeric:tabular-nums}
.note{margin:1.25rem 0 0;padding:1rem 1.25rem;border-left:.3rem solid var(--brand);border-radius:4px 8px 8px 4px;
 background:var(--soft)}
.note.warn{border-color:#7a4a00;background:#fff3dc}
.note.good{border-color:#14602f;background:#e8f5ec}
form{margin:0}
.button{display:block;width:100%;min-height:3rem;margin:.875rem 0 0;padding:.75rem 1.25rem;border:2px solid var(--brand);
 border-radius:8px;background:#fff;color:var(--brand-dark);font:inherit;font-weight:600;line-height:1.4;text-align:center;
 text-decoration:none;cursor:pointer}
.button.main{background:var(--brand);color:#fff}
.button:hover{background:var(--soft)}
.button.main:hover{background:var(--brand-dark)}
.choices{margin:.75rem 0 0;padding:0;border-top:1px solid var(--line);list-style:none}
.choices li{border-bottom:1px solid var(--line)}
.choices a{display:flex;gap:1rem;align-items:center;justify-content:space-between;padding:.875rem .25rem;
 text-decoration:none}
.choices a:hover{background:var(--soft)}
.choices b{display:block;font-weight:600;text-decoration:underline;text-underline-offset:.2em}
.choices small{display:block;color:var(--quiet);font-size:1rem}
.choices a::after{content:'';flex:none;width:.6rem;height:.6rem;margin-right:.375rem;border:solid var(--brand);
 border-width:2px 2px 0 0;transform:rotate(45deg)}
fieldset{margin:0 0 .5rem;padding:0;border:0;min-width:0}
legend,.field{display:block;margin:0 0 .5rem;padding:0;font-weight:600}
.hint{display:block;color:var(--quiet);font-weight:400}
.option{display:flex;gap:.75rem;align-items:center;min-height:3rem;padding:.5rem 0;cursor:pointer}
.option input{flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--brand)}
.entry{display:block;width:100%;min-height:3.25rem;padding:.625rem .875rem;border:2px solid var(--strong);
 border-radius:8px;background:#fff;color:inherit;font:inherit;font-size:1.125rem}
.entry.code{max-width:20rem;font-size:1.375rem;letter-spacing:.08em;text-transform:uppercase}
textarea.entry{min-height:8rem;resize:vertical;line-height:1.5}
.entry.day{max-width:16rem}
.card form>:not([type=hidden])+.field{margin-top:1.25rem}
.entry.postcode{max-width:12rem}
.cards{margin:0;padding:0;list-style:none}
.cards+p{margin-top:1.5rem}
.card h3{margin:0 0 .5rem;font-size:1.25rem;font-weight:600;line-height:1.35}
.card>.note{margin:.5rem 0 1rem;padding:.625rem 1rem}
.card .facts{margin:0 0 1rem}
.card p>.button{margin:0}
p.hint{margin:0 0 .5rem}
.wrong{margin:0 0 .5rem;color:#b00012;font-weight:600}
.facts{margin:1.25rem 0;border-top:1px solid var(--line)}
.facts div{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between;padding:.625rem 0;
 border-bottom:1px solid var(--line)}
.facts dt{color:var(--quiet)}
.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.back{display:inline-flex;align-items:center;min-height:2.75rem;margin:.75rem 0 0}
ul.plain{margin:0;padding-left:1.375rem}
ul.plain li+li{margin-top:.5rem}
ul.plain+p{margin-top:1.25rem}
footer{border-top:1px solid var(--line)}
footer ul{display:flex;flex-wrap:wrap;gap:0 2rem;max-width:44rem;margin:0 auto;padding:1rem var(--edge);list-style:none}
footer a{display:inline-flex;align-items:center;min-height:2.75rem;font-size:.9375rem}
@media (min-width:40rem){main{padding-top:3rem}.card{padding:2rem}.pay{display:grid;grid-template-columns:1fr 1fr;
 gap:0 1rem}.pay .button:only-of-type{grid-column:1/-1}}
@media (forced-colors:active){.button,.mark{border:2px solid ButtonText}}
@media print{.shared,header a,footer,.button{display:none}}
)css";

}  // namespace http::links
