#!/bin/bash
# Stops what up.sh started in that directory, by its pid files, and waits until the processes are gone.
#   down.sh [directory]
set -euo pipefail

module=$(cd "$(dirname "$0")/../../.." && pwd)
dir=${1:-$module/target/ceph}

for name in client.rgw osd.0 mon.m; do
    file=$dir/$name.pid
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    # A pid may have been given to another process since: only one started with this directory's configuration is ours.
    if [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' < "/proc/$pid/cmdline" | grep -qF -- "$dir/ceph.conf"; then
        kill "$pid"
        for _ in $(seq 1 100); do
            [ -d "/proc/$pid" ] || break
            sleep 0.1
        done
        [ ! -d "/proc/$pid" ] || kill -9 "$pid"
    fi
    rm -f "$file"
done
