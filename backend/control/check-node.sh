#!/bin/sh
# Says in one line what the build of the pages needs: Node.js 24 or newer with the npm that belongs to it.
need=24
fail() {
  echo "The pages are built with Node.js $need or newer and its npm: $1" >&2
  echo "Put one first on PATH, or let ./kiln lay one out and build." >&2
  exit 1
}
command -v node >/dev/null || fail "there is no node on PATH."
version=$(node --version)
major=${version#v}
major=${major%%.*}
[ "$major" -ge "$need" ] 2>/dev/null || fail "the node on PATH is $version."
[ -x "$(dirname "$(command -v node)")/npm" ] || fail "there is no npm beside $(command -v node)."
