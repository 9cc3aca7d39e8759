#!/bin/bash
# Starts a private one-node Ceph with an S3 and STS endpoint on loopback: one monitor, one in-memory OSD, one radosgw.
# Needs the Debian packages ceph-mon, ceph-osd, ceph-common and radosgw (16.2), and root.
#   up.sh [directory] [port of radosgw]      prints READY when it answers; down.sh stops it
set -euo pipefail

module=$(cd "$(dirname "$0")/../../.." && pwd)
dir=${1:-$module/target/ceph}
port=${2:-27490}
mon_port=$((port + 1))
mon_port_v1=$((port + 2))

"$(dirname "$0")/down.sh" "$dir"
rm -rf "$dir"
mkdir -p "$dir"/{mon,osd,rgw}
chmod 700 "$dir"
fsid=$(cat /proc/sys/kernel/random/uuid)
conf=$dir/ceph.conf

cat > "$conf" <<END
[global]
fsid = $fsid
keyring = $dir/keyring
run dir = $dir
pid file = $dir/\$name.pid
log file = $dir/\$name.log
mon cluster log file = $dir/cluster.log
admin socket =
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = $((port + 10))
ms bind port max = $((port + 60))
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
mon host = [v2:127.0.0.1:$mon_port,v1:127.0.0.1:$mon_port_v1]
mon initial members = m
mon allow pool size one = true
mon data = $dir/mon
osd data = $dir/osd
osd objectstore = memstore
memstore device bytes = 536870912
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd crush chooseleaf type = 0
osd class load list = *
osd class default list = *
[client.rgw]
rgw data = $dir/rgw
rgw frontends = beast endpoint=127.0.0.1:$port
rgw s3 auth use sts = true
rgw sts key = abcdefghijklmnop
rgw enable usage log = false
END

key() {
    ceph-authtool "$dir/keyring" --gen-key -n "$1" "${@:2}" > /dev/null
}
ceph-authtool --create-keyring "$dir/keyring" > /dev/null
key mon. --cap mon 'allow *'
key client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
key client.rgw --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
key osd.0 --cap mon 'allow *' --cap osd 'allow *'
cp "$dir/keyring" "$dir/osd/keyring"

monmaptool --create --fsid "$fsid" --addv m "[v2:127.0.0.1:$mon_port,v1:127.0.0.1:$mon_port_v1]" "$dir/monmap" > /dev/null
ceph-mon -c "$conf" -i m --mkfs --monmap "$dir/monmap" --keyring "$dir/keyring"
ceph-mon -c "$conf" -i m
osd=$(cat /proc/sys/kernel/random/uuid)
ceph -c "$conf" osd new "$osd" > /dev/null
ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$osd" > /dev/null 2>&1
ceph-osd -c "$conf" -i 0 > /dev/null 2>&1
radosgw -c "$conf" -n client.rgw
tries=0
until curl -s -o /dev/null "http://127.0.0.1:$port/"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ]; then
        echo "radosgw does not answer on port $port; see $dir" >&2
        exit 1
    fi
    sleep 0.2
done

# The service identity, a role that trusts it, and the owner of the buckets with a long-lived key.
admin() {
    radosgw-admin -c "$conf" -n client.admin "$@" > /dev/null
}
admin user create --uid=mooring --display-name=mooring --access-key=AKMOORING --secret-key=SKMOORING
admin user create --uid=owner --display-name=owner --access-key=AKOWNER --secret-key=SKOWNER
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/mooring"]},"Action":["sts:AssumeRole"]}]}'
rights='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"arn:aws:s3:::*"}]}'
admin role create --role-name=lake --path=/ --assume-role-policy-doc="$trust"
admin role-policy put --role-name=lake --policy-name=all --policy-doc="$rights"
echo "READY http://127.0.0.1:$port role arn:aws:iam:::role/lake"
