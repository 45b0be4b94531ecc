// Where a copied link leads: the page itself, and not what watches who follows it.

const WATCHERS = [
  { host: /(^|\.)safelinks\.protection\.outlook\.com$/, name: "url" },
  { host: /^www\.google\.(com|co\.uk)$/, path: "/url", name: "q" },
];

// Empty where it leads nowhere that a page may lead to: a bookmark, a file on somebody's disk, a script.
export function addressOf(link) {
  const said = (link.getAttribute("href") ?? "").trim();
  if (/^mailto:\S+$/i.test(said) || /^tel:[\d+ ()-]+$/i.test(said)) return said.replace(/\s/g, "");
  if (!/^https?:\/\//i.test(said)) return "";
  try {
    const address = watched(new URL(said));
    const isHere = address.origin === location.origin;
    return (isHere ? address.pathname + address.search + address.hash : address.href).replace(/[()\s<>\\]/g, escape);
  } catch {
    return "";
  }
}

function watched(address) {
  for (const { host, path, name } of WATCHERS) {
    const inside = address.searchParams.get(name);
    const isIts = host.test(address.hostname) && (!path || address.pathname === path);
    if (isIts && /^https?:\/\//i.test(inside ?? "")) return new URL(inside);
  }
  return address;
}

function escape(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
