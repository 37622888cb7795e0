#!/bin/sh
# Starts a program without privileges in a mount namespace of its own, which the caller made (unshare --mount). It runs
# as root until its last line.
#
# usage: confine.sh UID BASE [ro SOURCE NAME | rw SOURCE NAME | secret SOURCE NAME]... -- COMMAND [ARGUMENT]...
#
#   ro      the file or folder SOURCE appears read-only as BASE/NAME
#   rw      the folder SOURCE appears as BASE/NAME and can be written
#   secret  a copy of the file SOURCE appears as BASE/NAME, readable by UID alone
#
# BASE is an empty folder that exists. What people keep elsewhere is hidden: only what is named above can be seen.
set -eu

uid=$1
base=$2
shift 2
mount -t tmpfs -o nosuid,nodev,noexec,mode=0755,size=1m kiln "$base"
while [ "$1" != -- ]; do
  kind=$1
  source=$2
  target=$base/$3
  shift 3
  case $kind in
    secret) install -m 0400 -o "$uid" -g "$uid" -- "$source" "$target" ;;
    ro | rw)
      if [ -d "$source" ]; then mkdir -p -- "$target"; else : >"$target"; fi
      mount --bind -- "$source" "$target"
      if [ "$kind" = ro ]; then
        mount -o remount,bind,ro,nosuid,nodev -- "$target"
      else
        mount -o remount,bind,nosuid,nodev,noexec -- "$target"
      fi
      ;;
    *)
      echo "confine: unknown kind of entry: $kind" >&2
      exit 64
      ;;
  esac
done
shift
mount -o remount,bind,ro,nosuid,nodev,noexec "$base"
cd "$base"
for folder in /home /root /mnt /media /srv /var/lib /var/log /var/tmp; do
  if [ -d "$folder" ]; then mount -t tmpfs -o ro,nosuid,nodev,noexec,mode=0755,size=4k kiln "$folder"; fi
done
mount -t tmpfs -o "nosuid,nodev,mode=0700,uid=$uid,gid=$uid,size=64m" kiln /tmp

# The signal must be set after the ids: a change of them clears it.
exec setpriv --reuid="$uid" --regid="$uid" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
  --pdeathsig=KILL -- "$@"
