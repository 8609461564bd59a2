#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A real S3 server for tests: OpenStack Swift with its S3 interface, on loopback only, all of it below one folder.
#   bash tests/support/swift.sh FOLDER
# Prints `ready PORT` when it answers, and runs until its standard input is closed. Access key test:tester, secret
# TESTSK, region us-east-1; buckets as path (http://127.0.0.1:PORT/BUCKET) or host (http://BUCKET.s3.localhost:PORT).
# Ends with 77 where Swift is not installed.
set -euo pipefail
D=${1:?a folder}
for program in swift-proxy-server swift-object-server swift-container-server swift-account-server memcached; do
    command -v "$program" >/dev/null || { echo "$program is not installed" >&2; exit 77; }
done
mkdir -p "$D"/{etc,srv/d1,run,log}
D=$(cd "$D" && pwd)
cd "$D/etc"
read -r PORT ACCOUNT CONTAINER OBJECT CACHE < <(python3 - <<'PY'
import socket
probes = [socket.socket() for _ in range(5)]
for probe in probes:
    probe.bind(("127.0.0.1", 0))
print(*(probe.getsockname()[1] for probe in probes))
PY
)
me=$(id -un)
children=()
stop() {
    [ ${#children[@]} -eq 0 ] || kill -KILL "${children[@]}" 2>/dev/null || true
}
trap stop EXIT

cat >swift.conf <<'C'
[swift-hash]
swift_hash_path_prefix = p
swift_hash_path_suffix = s
[storage-policy:0]
name = gold
default = yes
C
for t in account:$ACCOUNT container:$CONTAINER object:$OBJECT; do
    n=${t%%:*} p=${t##*:}
    { swift-ring-builder "$n.builder" create 4 1 0
      swift-ring-builder "$n.builder" add "r1z1-127.0.0.1:$p/d1" 1
      swift-ring-builder "$n.builder" rebalance; } >"$D/log/ring.log" 2>&1 || [ $? -eq 1 ]
    cat >"$n.conf" <<C
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $p
swift_dir = $D/etc
devices = $D/srv
mount_check = false
workers = 0
user = $me
log_level = WARNING
fallocate_reserve = 0
disable_fallocate = true
# No daemon here would bring a list up to date later.
container_update_timeout = 60
[pipeline:main]
pipeline = $n-server
[app:$n-server]
use = egg:swift#$n
C
done
cat >proxy.conf <<C
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $PORT
swift_dir = $D/etc
workers = 0
user = $me
log_level = WARNING
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk tempurl s3api tempauth copy container-quotas slo dlo versioned_writes symlink proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = TESTSK .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
storage_domain = s3.localhost
max_upload_part_num = 10000
min_segment_size = 5242880
[filter:slo]
use = egg:swift#slo
max_manifest_segments = 10000
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:container-quotas]
use = egg:swift#container_quotas
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$CACHE
C
for f in dlo bulk tempurl copy symlink catch_errors gatekeeper healthcheck listing_formats; do
    printf '[filter:%s]\nuse = egg:swift#%s\n' "$f" "$f" >>proxy.conf
done

memcached -l 127.0.0.1 -p "$CACHE" -u "$me" -m 32 </dev/null >"$D/log/memcached.log" 2>&1 & children+=($!)
for n in account container object; do
    swift-$n-server "$D/etc/$n.conf" </dev/null >"$D/log/$n.log" 2>&1 & children+=($!)
done
swift-proxy-server "$D/etc/proxy.conf" </dev/null >"$D/log/proxy.log" 2>&1 & children+=($!)
for _ in $(seq 600); do
    if python3 - "$PORT" <<'PY'
import sys, urllib.request
try:
    urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/healthcheck", timeout=2)
except OSError:
    sys.exit(1)
PY
    then
        echo "ready $PORT"
        cat >/dev/null
        exit 0
    fi
    sleep 0.1
done
echo "Swift does not answer; see $D/log" >&2
exit 1
