#!/bin/sh
# Removes the kept bundle of the pages when TypeScript of ours is newer than it, so that it is made anew. Vaadin 25.2 looks
# only at the files that views name, and would go on with old ones that those import. Folders count too: files may be gone.
set -eu
cd "$(dirname "$0")"
bundle=src/main/bundles/prod.bundle
[ -e "$bundle" ] || exit 0
newer=$(find ../../frontend/src -newer "$bundle" ! -name '*.test.ts' | head -n 1)
# What was built before would go into the new one beside what replaces it.
[ -z "$newer" ] || rm -rf "$bundle" target/classes/META-INF/VAADIN/webapp/VAADIN/build
