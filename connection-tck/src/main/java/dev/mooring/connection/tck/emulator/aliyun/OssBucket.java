package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.AccessScope.Action;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket with its objects, sorted by key. Safe for use by threads. */
final class OssBucket {
    private final AliyunAccount owner;
    private final String name;
    private final String region;
    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    OssBucket(AliyunAccount owner, String name, String region) {
        this.owner = owner;
        this.name = name;
        this.region = region;
    }

    AliyunAccount owner() {
        return owner;
    }

    String region() {
        return region;
    }

    String name() {
        return name;
    }

    String arn() {
        return "acs:oss:oss-" + region + ":" + owner.id() + ":" + name;
    }

    String arn(String key) {
        return arn() + "/" + key;
    }

    void put(String key, byte[] content) {
        objects.put(key, content.clone());
    }

    void delete(String key) {
        objects.remove(key);
    }

    Optional<byte[]> content(String key) {
        return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
    }

    NavigableMap<String, byte[]> objects() {
        return objects;
    }

    /** Whether the principal may act on an object directly below the path, or list with the path as prefix. */
    boolean permits(AliyunPrincipal principal, Action action, String path) {
        String object = arn(path + "object");
        return principal.account() == owner
                && switch (action) {
                    case READ -> principal.isAllowed("oss:GetObject", object);
                    case LIST -> principal.isAllowed("oss:ListObjects", arn(), Map.of("oss:Prefix", path));
                    case WRITE -> principal.isAllowed("oss:PutObject", object);
                    case DELETE -> principal.isAllowed("oss:DeleteObject", object);
                    case INVOKE -> false;
                };
    }
}
