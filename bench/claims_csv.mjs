// A file of made-up claims as a source system would export it: in the order of its references, people in no order.
// The same count gives the same file, byte for byte.
import { closeSync, openSync, writeSync } from "node:fs";

const claimsPerPerson = 4;
const firstNames = ["Anne", "Peter", "Karen", "Søren", "Mette", "Lars", "Fatima", "Åse", "Ole", "Ibrahim"];
const lastNames = ["Jensen", "Nielsen", "Hansen", "Ødegaard", "Lind", "Kjær", "Yilmaz", "Møller", "Friis", "Bech"];
const types = ["library_fee", "daycare", "property_tax", "parking"];

/** Numbers below `bound` from a seed (mulberry32). */
function seededNumbers(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

function isoDays(firstDay, count) {
  const first = Date.parse(firstDay);
  return Array.from({ length: count }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
}

/** Ten digits whose first six are a day; one for each person. */
function nationalId(person) {
  const day = String(1 + (person % 28)).padStart(2, "0");
  const month = String(1 + (Math.floor(person / 28) % 12)).padStart(2, "0");
  const rest = String(Math.floor(person / 336)).padStart(6, "0");
  return day + month + rest;
}

/**
 * `posted`: with a fee, interest and a payment of the fee and half of the interest. `due`: all are due on this day, and
 * to be paid on it at the latest. `perPerson`: how many claims a person has; then exactly so many.
 */
export function writeClaims(path, count, { posted = false, due = null, perPerson = null } = {}) {
  const next = seededNumbers(20260101);
  const people = Math.ceil(count / (perPerson ?? claimsPerPerson));
  const days = isoDays("2023-01-01", 1200);
  const file = openSync(path, "wx");
  let text = "reference,type,national_id,name,issued,due,last_payment_day,principal,period_first,period_last" +
    `${posted ? ",fee,interest,paid,paid_on" : ""}\n`;
  for (let i = 0; i < count; ++i) {
    const person = perPerson === null ? next(people) : i % people;
    const day = 31 + next(1000);
    const name = `${firstNames[person % 10]} ${lastNames[Math.floor(person / 10) % 10]}`;
    const principal = `${50 + next(20_000)}.${String(next(100)).padStart(2, "0")}`;
    const dates = due === null ? `${days[day]},${days[day + 30]},${days[day + 40]}` : `${days[day]},${due},${due}`;
    text +=
      `BENCH-${10_000_000 + i},${types[next(4)]},${nationalId(person)},${name},${dates},` +
      `${principal},${days[day - 30]},${days[day]}${posted ? `,100.00,20.00,110.00,${days[day + 60]}` : ""}\n`;
    if (text.length > 1_000_000) {
      writeSync(file, text);
      text = "";
    }
  }
  writeSync(file, text);
  closeSync(file);
}
