# What both sides share: a PostgreSQL of its own with its durable defaults, the load, memory, and what apt is asked for.

# The server refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

need() {
    local missing=()
    for package in "$@"; do dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package"); done
    [ ${#missing[@]} -eq 0 ] && return
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

# start_postgres FOLDER: sets PGHOST and PGUSER. Commits are synced; only the buffers are larger than Debian's default.
start_postgres() {
    postgres_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    mkdir -p "$1/cluster" "$1/socket"
    chmod 755 "$1"
    if [ "$(id -u)" = 0 ]; then chown postgres "$1/cluster" "$1/socket"; fi
    if [ ! -e "$1/cluster/PG_VERSION" ]; then
        as_postgres "$postgres_bin/initdb" --pgdata "$1/cluster" --username postgres --auth trust --encoding UTF8 --locale C >/dev/null
    fi
    as_postgres "$postgres_bin/pg_ctl" start --silent --wait --pgdata "$1/cluster" --log "$1/cluster/log" \
        --options "-k $1/socket -c listen_addresses='' -c shared_buffers=1GB -c max_wal_size=4GB"
    export PGHOST="$1/socket" PGUSER=postgres
}

stop_postgres() { as_postgres "$postgres_bin/pg_ctl" stop --silent --mode fast --pgdata "$1/cluster"; }

# Resident memory in MB of a process and all below it, shared pages counted once.
memory() {
    local pids="$1 $(pgrep -P "$1" | tr '\n' ' ')" total=0 pid
    for pid in $pids; do total=$((total + $(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0))); done
    echo $((total / 1024))
}

# drive SIDE SIZE WHAT ADDRESS LIST PID: eight connections kept alive, a second to warm up, and one line of the table.
drive() {
    local side=$1 size=$2 what=$3 address=$4 list=$5 pid=$6 result
    [ -s "$list" ] || { echo "$side: nothing to ask for $what" >&2; return; }
    if [ "${ONCE:-0}" = 0 ]; then LIST=$list wrk -t1 -c8 -d1s -s "$here/drive.lua" "$address" >/dev/null; fi
    result=$(LIST=$list wrk -t1 -c8 -d"${SECONDS_EACH}s" --timeout 30s -s "$here/drive.lua" "$address" | grep '^RESULT') ||
        { echo "$side: $what could not be measured" >&2; return; }
    read -r _ rate median p99 failed sent <<<"$result"
    printf '%-8s %9d  %-28s %7d/s  p50 %7.1f ms  p99 %7.1f ms  %5d failed of %6d  %4d MB\n' \
        "$side" "$size" "$what" "$rate" "$median" "$p99" "$failed" "$sent" "$(memory "$pid")" | tee -a "$figures"
}
