package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.AccessScope.Action;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket with its objects, sorted by key. Safe for use by threads. */
final class S3Bucket {
    private final AwsAccount owner;
    private final String name;
    private final String region;
    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    S3Bucket(AwsAccount owner, String name, String region) {
        this.owner = owner;
        this.name = name;
        this.region = region;
    }

    AwsAccount owner() {
        return owner;
    }

    String region() {
        return region;
    }

    String name() {
        return name;
    }

    String arn() {
        return "arn:" + owner.partition() + ":s3:::" + name;
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

    /** Whether the principal may act on an object directly below the path, or list with the path as prefix. */
    boolean permits(AwsPrincipal principal, Action action, String path) {
        String object = arn(path + "object");
        return principal.account() == owner
                && switch (action) {
                    case READ -> principal.isAllowed("s3:GetObject", object);
                    case LIST -> principal.isAllowed("s3:ListBucket", arn(), Map.of("s3:prefix", path));
                    case WRITE -> principal.isAllowed("s3:PutObject", object);
                    case DELETE -> principal.isAllowed("s3:DeleteObject", object);
                    case INVOKE -> false;
                };
    }

    /** The objects after a key. */
    Map<String, byte[]> after(String key) {
        return objects.tailMap(key, false);
    }

    Map<String, byte[]> objects() {
        return objects;
    }
}
